package io.posthorn.inventory.internal;

import io.posthorn.email.Address;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class DiscretionTest {

    private final Discretion discretion = new Discretion("forms@contoso.com");

    @Test
    void recipients_areTakenOut_inEveryForm() {
        List<Address> recipients = List.of(
                Address.of("anna@contoso.com"), Address.of("\"a,b\"@contoso.com"), Address.of("o'neil@contoso.com"));
        assertThat(discretion.in(
                        "Refused for ANNA@contoso.com: 550 5.1.10 <anna@contoso.com>; \"a,b\"@contoso.com, o'neil@contoso.com.",
                        recipients))
                .isEqualTo("Refused for (an address): 550 5.1.10 <(an address)>; (an address), (an address).");
    }

    @Test
    void addressesThatNobodyHasNamed_areTakenOut_too() {
        assertThat(discretion.in("rfc822;ben+x=y.z@xn--bcher-kva.example; jörg@bücher.example", List.of()))
                .isEqualTo("rfc822;(an address); (an address)");
    }

    @Test
    void theMailboxItself_stays_andSoDoesWhatIsNoAddress() {
        String sentence = "Set-CASMailbox -Identity Forms@contoso.com. 550 5.7.1 @ [AM0PR01.prod.outlook.com] $1 \\";
        assertThat(discretion.in(sentence, List.of(Address.of("forms@contoso.com"))))
                .isEqualTo(sentence);
    }
}
