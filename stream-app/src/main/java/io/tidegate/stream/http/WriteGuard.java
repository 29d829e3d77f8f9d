package io.tidegate.stream.http;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpResponseException;
import io.tidegate.stream.config.StreamSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a request may change anything: only where the configuration says so, and never for
 * another site's page in the user's browser. There are no cookies and no logins, so what protects
 * is what a foreign page cannot send without being asked first: a header of our own and JSON, which
 * no answer of ours ever permits across origins. Browsers also say themselves where a request comes
 * from. Where only this machine is listened on, a foreign name that leads here is refused too.
 */
final class WriteGuard {
  /** The header that every writing request carries; any value. */
  static final String HEADER = "Tidegate-Write";

  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final StreamSettings.Http http;
  private final boolean loopback;

  WriteGuard(StreamSettings.Http http) {
    this.http = http;
    loopback = isLoopback(http.host());
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // It was listened on, so this does not happen; if it does, nothing is lost.
    }
  }

  /**
   * Lets a request pass.
   *
   * @throws HttpResponseException with a sentence if it must not
   */
  void require(Context context) {
    if (!http.write()) {
      throw new ForbiddenResponse(
          "Changing anything over HTTP is switched off; "
              + StreamSettings.HTTP_WRITE
              + "=true switches it on.");
    }
    if (loopback && !namesThisMachine(context.host())) {
      throw new ForbiddenResponse(
          "The Host header names "
              + context.host()
              + ", expected localhost or an address: what listens on this machine only is changed"
              + " from this machine only.");
    }
    String site = context.header("Sec-Fetch-Site");
    if (site != null && !OWN_SITE.contains(site)) {
      throw new ForbiddenResponse("A page of another site (" + site + ") may not change anything.");
    }
    if (context.header(HEADER) == null) {
      throw new ForbiddenResponse(
          "The header " + HEADER + " is missing; any value will do, such as 1.");
    }
    String type = context.contentType();
    if (type == null || !type.toLowerCase(Locale.ROOT).matches("application/json\\s*(;.*)?")) {
      throw new HttpResponseException(
          415, "Expected the content type application/json, found " + type + ".");
    }
  }

  private static boolean namesThisMachine(String host) {
    if (host == null) {
      return false;
    }
    String name = host.replaceFirst(":\\d+$", "");
    return name.equalsIgnoreCase("localhost") || name.matches("[0-9.]+") || name.matches("\\[.*]");
  }
}
