package io.tidegate.stream.delivery;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Links to the page. */
final class PageLinks {
  private final String base;

  /**
   * @param page address of the page
   */
  PageLinks(URI page) {
    base = page.toString().replaceFirst("/*$", "/");
  }

  /** The page of one alert. */
  String alert(String id) {
    return base + "#/alerts/" + encoded(id);
  }

  /** Safe in a path and in a header. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
