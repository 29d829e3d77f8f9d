package io.tidegate.stream.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The Chromium and chromedriver that are installed on this machine; nothing is ever downloaded. The
 * browser reaches loopback only, so a page that needs the network fails.
 */
final class HeadlessChromium {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private HeadlessChromium() {}

  /** Starts a browser; skips the test where there is none, and fails it in CI. */
  static ChromeDriver start(Path profile) {
    Path browser =
        BROWSERS.stream()
            .flatMap(name -> InstalledTools.find(name).stream())
            .findFirst()
            .orElse(null);
    Path driver = InstalledTools.find("chromedriver").orElse(null);
    if (browser == null || driver == null) {
      InstalledTools.lacking(
          "the page is not tested: "
              + (browser == null ? "no Chromium" : "no chromedriver")
              + " on the PATH; on Debian: apt-get install chromium chromium-driver");
    }
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.toFile())
            .usingAnyFreePort()
            .build();
    return new ChromeDriver(service, options(browser, profile));
  }

  private static ChromeOptions options(Path browser, Path profile) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--window-size=1280,800",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--user-data-dir=" + profile);
    return options;
  }
}
