package io.posthorn.it;

import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.WebDriverWait;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

/** A headless Chromium on the web console, used as a person would: by labels and buttons. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;
    private final URI console;

    /** Skips the test where there is no Chromium; in CI there must be one. */
    static Browser open(URI console, String login) {
        Optional<Path> chromium = program("chromium");
        Optional<Path> chromedriver = program("chromedriver");
        boolean isThere = chromium.isPresent() && chromedriver.isPresent();
        assertThat(isThere || System.getenv("CI") == null)
                .as("Chromium and its chromedriver are there in CI")
                .isTrue();
        assumeTrue("skipped: there is no chromium with chromedriver on this machine's PATH", isThere);
        return new Browser(chromium.get(), chromedriver.get(), console, login);
    }

    private static Optional<Path> program(String name) {
        return Pattern.compile(System.getProperty("path.separator"))
                .splitAsStream(System.getenv("PATH"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Browser(Path chromium, Path chromedriver, URI console, String login) {
        this.console = console;
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.setAcceptInsecureCerts(true); // the sandbox's authority
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // which root may not have, and CI is root
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--no-proxy-server",
                "--disable-background-networking",
                "--disable-component-update");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
        driver.manage().window().setSize(new Dimension(1200, 1000));
        driver.get(console.toString().replace("://", "://" + login + "@"));
    }

    /** Opens a page of the console. */
    void open(String page) {
        driver.get(console + page);
    }

    void openAt(String address) {
        driver.get(address);
    }

    String address() {
        return driver.getCurrentUrl();
    }

    /** What a person reads. */
    String text() {
        return await(browser -> driver.findElement(By.tagName("body")).getText());
    }

    void awaitText(String text) {
        try {
            await(browser -> driver.findElement(By.tagName("body")).getText().contains(text));
        } catch (org.openqa.selenium.TimeoutException e) {
            throw new AssertionError("No '" + text + "' on " + address() + ":\n" + text(), e);
        }
    }

    /** As the page's own elements come and go. */
    <T> T await(ExpectedCondition<T> condition) {
        return new WebDriverWait(driver, PATIENCE)
                .ignoring(NoSuchElementException.class)
                .ignoring(StaleElementReferenceException.class)
                .until(condition);
    }

    WebElement element(By by) {
        return await(browser -> driver.findElement(by));
    }

    void click(By by) {
        element(by).click();
    }

    /** A button of the page Posthorn, by its words. */
    void press(String words) {
        click(By.xpath("//button[normalize-space()='" + words + "']"));
    }

    /** What unfolds, by its words. */
    void unfold(String words) {
        click(By.xpath("//summary[normalize-space()='" + words + "']"));
    }

    void type(String id, String text) {
        WebElement input = element(By.id(id));
        input.clear();
        input.sendKeys(text);
    }

    Object run(String script) {
        return driver.executeScript(script);
    }

    void width(int pixels) {
        driver.manage().window().setSize(new Dimension(pixels, 1000));
    }

    /** Into target/screenshots, or into the documentation if {@code posthorn.screenshots} names its folder. */
    void screenshot(String name) throws IOException {
        String folder = System.getProperty("posthorn.screenshots", "");
        Path into = folder.isEmpty() ? Path.of("target", "screenshots") : Path.of(folder);
        Files.write(Files.createDirectories(into).resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
