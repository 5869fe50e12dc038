package io.posthorn.it;

import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

import java.util.Map;

/** The console's dialog for a configuration page. */
final class ConfigurationForm {

    private static final By SAVE =
            By.xpath("//div[contains(@class,'ui-dialog-buttonset')]//button[normalize-space()='Save']");

    private final Browser browser;

    private ConfigurationForm(Browser browser) {
        this.browser = browser;
    }

    /** @param pid of a page; of a factory, {@code PID?create=true} makes one more */
    static ConfigurationForm open(Browser browser, String pid) {
        browser.open("configMgr/" + pid);
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
        } else {
            field.clear();
            field.sendKeys(value);
        }
    }

    /** Saves, and waits until the console has gone back to its list. */
    void save() {
        browser.click(SAVE);
        browser.await(driver -> driver.findElements(By.id("editorForm")).isEmpty());
        browser.await(driver -> driver.getCurrentUrl().endsWith("/configMgr"));
    }

    /** Saves in vain, and returns what the console says. */
    String refused() {
        browser.click(SAVE);
        return browser.await(driver -> driver.findElements(By.cssSelector(".ui-dialog pre")).stream()
                .filter(WebElement::isDisplayed)
                .map(WebElement::getText)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(null));
    }
}
