package io.tidegate.stream.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Where the chart library lies on the classpath; its path names a version, the page's must not. */
final class UplotWebjar {
  private static final String POM = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

  private UplotWebjar() {}

  static String directory() {
    Properties properties = new Properties();
    try (InputStream in = UplotWebjar.class.getResourceAsStream(POM)) {
      if (in == null) {
        throw new IllegalStateException("the uplot webjar is missing from the classpath");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + POM, e);
    }
    // Without "dist": the jar has no entry for that directory, so it would not be found.
    return "/META-INF/resources/webjars/uplot/" + properties.getProperty("version");
  }
}
