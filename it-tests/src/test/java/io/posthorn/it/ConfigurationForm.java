package io.posthorn.it;

import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** The console's dialog for a configuration page. */
final class ConfigurationForm {

    private static final By SAVE =
            By.xpath("//div[contains(@class,'ui-dialog-buttonset')]//button[normalize-space()='Save']");

    private final Browser browser;

    private ConfigurationForm(Browser browser) {
        this.browser = browser;
    }

    static ConfigurationForm open(Browser browser, String pid) {
        browser.open("configMgr/" + pid);
        return shown(browser);
    }

    /** One more page of a factory, as the plus sign in its line of the console's list makes it. */
    static ConfigurationForm create(Browser browser, String factoryPid) {
        browser.open("configMgr");
        browser.run("configure('" + factoryPid + "', true)");
        return shown(browser);
    }

    private static ConfigurationForm shown(Browser browser) {
        browser.element(By.id("editorForm"));
        browser.await(driver -> driver.findElement(SAVE).isDisplayed());
        return new ConfigurationForm(browser);
    }

    ConfigurationForm fill(Map<String, String> fields) {
        fields.forEach(this::fill);
        return this;
    }

    private void fill(String name, String value) {
        WebElement field = browser.element(By.cssSelector("#editorForm [name='" + name + "']:not([type=hidden])"));
        if (field.getTagName().equals("select")) {
            new Select(field).selectByValue(value);
        } else if ("checkbox".equals(field.getAttribute("type"))) {
            if (field.isSelected() != Boolean.parseBoolean(value)) {
                field.click();
            }
        } else {
            field.clear();
            field.sendKeys(value);
        }
    }

    /** Saves, and waits until the console has gone back to its list. */
    void save() {
        browser.click(SAVE);
        Optional<String> refusal = browser.await(driver -> {
            Optional<String> said = refusal(driver);
            boolean isBack = driver.findElements(By.id("editorForm")).isEmpty()
                    && driver.getCurrentUrl().endsWith("/configMgr");
            return said.isPresent() || isBack ? said : null;
        });
        assertThat(refusal).as("it is saved").isEmpty();
    }

    /** Saves in vain, and returns what the console says. */
    String refused() {
        browser.click(SAVE);
        return browser.await(driver -> refusal(driver).orElse(null));
    }

    private static Optional<String> refusal(WebDriver driver) {
        return driver.findElements(By.cssSelector(".ui-dialog pre")).stream()
                .filter(WebElement::isDisplayed)
                .map(WebElement::getText)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
