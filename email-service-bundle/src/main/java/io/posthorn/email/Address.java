package io.posthorn.email;

/**
 * A mail address (RFC 5322, section 3.4.1) and the name shown with it.
 *
 * @param name the display name in any script; empty for none
 * @param address for example {@code anna@contoso.com}
 */
public record Address(String name, String address) {

    /**
     * Checks and trims.
     *
     * @throws IllegalArgumentException if the address has no {@code @} between two parts, or either value holds a line
     *     break or another control character, which could smuggle in a header
     */
    public Address {
        name = name.strip();
        address = address.strip();
        if (hasControl(name) || hasControl(address)) {
            throw new IllegalArgumentException("The address '" + visible(address) + "' holds a line break or another "
                    + "control character. Give one plain address, like anna@contoso.com.");
        }
        int at = address.lastIndexOf('@');
        if (at < 1 || at == address.length() - 1 || address.indexOf(' ') >= 0) {
            throw new IllegalArgumentException(
                    "'" + address + "' is not a mail address. Give one like anna@contoso.com.");
        }
    }

    /**
     * An address without a display name.
     *
     * @param address for example {@code anna@contoso.com}
     * @return the address
     * @throws IllegalArgumentException as the constructor does
     */
    public static Address of(String address) {
        return new Address("", address);
    }

    private static boolean hasControl(String value) {
        return value.chars().anyMatch(Character::isISOControl);
    }

    private static String visible(String value) {
        return value.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public String toString() {
        return name.isEmpty() ? address : name + " <" + address + ">";
    }
}
