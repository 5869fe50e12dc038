package io.posthorn.endpoint.internal.mapping;

import io.posthorn.email.Document;
import io.posthorn.email.endpoint.EndpointParameter;
import io.posthorn.email.endpoint.EndpointParameter.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static io.posthorn.email.endpoint.EndpointParameter.optional;
import static io.posthorn.email.endpoint.EndpointParameter.required;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The rules of the original's input mappings, and of several attachments. */
class InputMappingsTest {

    private static final FilePattern ANY = FilePattern.of("*");

    private static final List<EndpointParameter> EVERY = List.of(
            optional("text", Type.STRING),
            optional("count", Type.INT),
            optional("total", Type.LONG),
            optional("flag", Type.BOOLEAN),
            optional("file", Type.DOCUMENT),
            optional("second", Type.DOCUMENT),
            optional("files", Type.LIST),
            optional("byName", Type.MAP));

    private static List<Inputs> inputs(SentMail mail, String... lines) {
        return InputMappings.of(List.of(lines)).inputs(EVERY, mail, ANY);
    }

    private static Object value(SentMail mail, String name, String line) {
        List<Inputs> inputs = inputs(mail, line);
        assertThat(inputs).hasSize(1);
        return inputs.get(0).values().getOrDefault(name, "(left out)");
    }

    @ParameterizedTest
    @CsvSource({
        "text:String=literal:hello, hello",
        "text:java.lang.String=literal:%SUBJECT%, %SUBJECT%",
        "text=hello world, hello world",
        "text=50%, 50%",
        "text=literal:a=b:c, a=b:c",
        "' text : string = LITERAL:x', x",
        "text=%SUBJECT%, Invoice",
        "text=%subject%, Invoice",
        "text=%BODY%, Please convert.",
        "text=%SENDER%, anna@contoso.com",
    })
    void textIsLiteralOrVariable(String line, String value) {
        assertThat(value(new SentMail(), "text", line)).isEqualTo(value);
    }

    @Test
    void literal_keepsItsBlanks() {
        assertThat(value(new SentMail(), "text", "text=literal:  a  ")).isEqualTo("  a  ");
        assertThat(value(new SentMail(), "text", "text=literal:")).isEqualTo("");
    }

    @Test
    void literal_isConvertedToTheType() {
        assertThat(value(new SentMail(), "count", "count:int=3")).isEqualTo(3);
        assertThat(value(new SentMail(), "count", "count=literal:3")).isEqualTo(3);
        assertThat(value(new SentMail(), "total", "total:long=-9223372036854775808"))
                .isEqualTo(Long.MIN_VALUE);
        assertThat(value(new SentMail(), "flag", "flag:boolean=TRUE")).isEqualTo(true);
        assertThat(value(new SentMail(), "flag", "flag=false")).isEqualTo(false);
    }

    @Test
    void variable_isConvertedToTheType() {
        assertThat(value(new SentMail().subject(" 4711 "), "count", "count=%SUBJECT%"))
                .isEqualTo(4711);
        assertThat(value(new SentMail().text("true\n"), "flag", "flag=%BODY%")).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource({"count, abc", "count, 2147483648", "total, 9223372036854775808", "flag, yes", "count, ''"})
    void variableThatIsNone_isToldToTheSender(String name, String subject) {
        assertThatThrownBy(() -> inputs(new SentMail().subject(subject), name + "=%SUBJECT%"))
                .isInstanceOf(MappingException.class)
                .hasMessageMatching("The mail's subject '.*' is n.*" + name + ".*\\.");
    }

    @Test
    void body_isTheHtml_ifThereIsNoText() {
        SentMail mail = new SentMail().text(" \n").html("<p>Hi</p>");
        assertThat(value(mail, "text", "text=%BODY%")).isEqualTo("<p>Hi</p>");
    }

    @Test
    void header_isTheUsualOnes() {
        SentMail mail = new SentMail().header("Message-ID", "<a@b>").header("X-Other", "x");
        assertThat(value(mail, "text", "text=%HEADER%")).isEqualTo("From: Anna <anna@contoso.com>\nMessage-ID: <a@b>");
    }

    @Test
    void headerWithAName_isAllItsValues() {
        SentMail mail = new SentMail().header("X-Case", "1", "2");
        assertThat(value(mail, "text", "text=%HEADER:x-case%")).isEqualTo("1\n2");
        assertThat(value(mail, "text", "text=%HEADER:X-None%")).isEqualTo("");
    }

    @Test
    void missingSender_isEmpty() {
        assertThat(value(new SentMail().withoutFrom(), "text", "text=%SENDER%")).isEqualTo("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text | has no equals sign",
                "=x | names no parameter",
                "text= | has no value",
                "text:Strin=x | has the type 'Strin'",
                "text=%SUBJCT% | There is no variable %SUBJCT%",
                "text=%% | There is no variable %%",
                "text=%HEADER:a b% | is not the name of a header",
                "count:int=abc | is no whole number",
                "count:int=2147483648 | is no whole number",
                "flag:boolean=yes | is neither true nor false",
                "file:Document=%BODY% | is made of attachments",
                "file:Document=literal:x | is made of attachments",
                "files:list=%SUBJECT% | is made of attachments",
                "file:com.adobe.idp.Document=a[b | The file pattern",
            })
    void wrongLine_isQuotedInASentence(String line, String cause) {
        assertThatThrownBy(() -> InputMappings.of(List.of(line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The line '" + line + "' ")
                .hasMessageContaining(cause)
                .hasMessageEndingWith(".");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "other=x | does not take. It takes text:String, count:int,",
                "text:int=3 | is of type int, and the service takes String",
                "file:list=* | is of type list, and the service takes Document",
                "count=abc | is no whole number",
                "flag=1 | is neither true nor false",
                "file=%BODY% | is made of attachments",
                "byName=in/* | names a folder",
            })
    void lineThatDoesNotFitTheService_isQuotedInASentence(String line, String cause) {
        InputMappings mappings = InputMappings.of(List.of(line));
        assertThatThrownBy(() -> mappings.check(EVERY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The line '" + line + "' ")
                .hasMessageContaining(cause)
                .hasMessageEndingWith(".");
    }

    @Test
    void requiredParameterWithoutALine_isNamed() {
        InputMappings mappings = InputMappings.of(List.of(" ", ""));
        assertThatThrownBy(() -> mappings.check(List.of(required("mailBody", Type.STRING))))
                .hasMessage(
                        "The parameter mailBody is required, and no line maps it. Add one like mailBody=%SUBJECT%.");
    }

    @Test
    void secondLineOfAParameter_isRefused() {
        assertThatThrownBy(() -> InputMappings.of(List.of("text=a", "text:String=b")))
                .hasMessageContaining("maps the parameter text once more");
    }

    @Test
    void types_areKnownByAllTheirNames() {
        InputMappings.of(List.of(
                        "text:STRING=a",
                        "count:Integer=1",
                        "total:java.lang.Long=1",
                        "flag:java.lang.Boolean=true",
                        "file:com.adobe.idp.Document=*",
                        "second:document=*",
                        "files:java.util.List=*",
                        "byName:java.util.Map=*"))
                .check(EVERY);
    }

    @Test
    void eachAttachmentOfADocument_isAnInvocation() {
        List<Inputs> inputs = inputs(new SentMail().attached("a.doc", "logo.png", "b.doc"), "file=*.doc", "text=x");
        assertThat(inputs)
                .extracting(Inputs::source)
                .extracting(source -> source.orElseThrow().name())
                .containsExactly("a.doc", "b.doc");
        assertThat(inputs).allSatisfy(one -> {
            assertThat(one.values())
                    .containsEntry("file", one.source().orElseThrow())
                    .containsEntry("text", "x");
        });
    }

    @Test
    void noFileMapping_isOneInvocationWithoutASource() {
        List<Inputs> inputs = inputs(new SentMail().attached("a.doc", "b.doc"), "text=%SUBJECT%");
        assertThat(inputs).hasSize(1);
        assertThat(inputs.get(0).source()).isEmpty();
    }

    @Test
    void noMappingAtAll_isOneInvocation() {
        assertThat(inputs(new SentMail())).containsExactly(new Inputs(Map.of(), java.util.Optional.empty()));
    }

    @Test
    void list_getsAllMatchesAtOnce() {
        List<Inputs> inputs = inputs(new SentMail().attached("a.doc", "b.pdf", "c.doc"), "files=*.doc");
        assertThat(inputs).hasSize(1);
        assertThat(names(inputs.get(0).values().get("files"))).containsExactly("a.doc", "c.doc");
        assertThat(inputs.get(0).source()).isEmpty();
    }

    @Test
    void listWithOneDocument_hasItAsItsSource() {
        List<Inputs> inputs = inputs(new SentMail().attached("a.doc"), "files=*", "byName=*");
        assertThat(inputs.get(0).source().orElseThrow().name()).isEqualTo("a.doc");
    }

    @Test
    void listAndMapWithoutAMatch_areEmpty() {
        Map<String, Object> values =
                inputs(new SentMail(), "files=*", "byName=*.*").get(0).values();
        assertThat(values).containsEntry("files", List.of()).containsEntry("byName", Map.of());
    }

    @Test
    void map_hasEachNameOnce_inTheMailsOrder() {
        SentMail mail = new SentMail().attached("b.txt", "a.txt", "b.txt", "B.TXT", "b (2).txt", "noext", "noext");
        Object map = inputs(mail, "byName=*").get(0).values().get("byName");
        assertThat(((Map<?, ?>) map).keySet().stream().map(String::valueOf))
                .containsExactly("b.txt", "a.txt", "b (2).txt", "B (3).TXT", "b (2) (2).txt", "noext", "noext (2)");
    }

    @Test
    void filePattern_excludesOthersFromEveryMapping() {
        SentMail mail = new SentMail().attached("a.exe", "b.pdf");
        List<Inputs> inputs =
                InputMappings.of(List.of("file=*", "files=*")).inputs(EVERY, mail, FilePattern.of("*.pdf"));
        assertThat(inputs).hasSize(1);
        assertThat(names(inputs.get(0).values().get("files"))).containsExactly("b.pdf");
    }

    @Test
    void severalDocumentsOfTheSameNumber_makePairs() {
        List<Inputs> inputs =
                inputs(new SentMail().attached("a.doc", "a.xml", "b.xml", "b.doc"), "file=*.doc", "second=*.xml");
        assertThat(inputs)
                .extracting(one -> names(List.copyOf(one.values().values())))
                .containsExactly(List.of("a.doc", "a.xml"), List.of("b.doc", "b.xml"));
        assertThat(sources(inputs)).containsExactly("a.doc", "b.doc");
    }

    @Test
    void oneDocument_isRepeatedForEachOther_whichIsTheSource() {
        List<Inputs> inputs =
                inputs(new SentMail().attached("form.xdp", "1.xml", "2.xml"), "file=*.xdp", "second=*.xml");
        assertThat(inputs)
                .extracting(one -> names(List.copyOf(one.values().values())))
                .containsExactly(List.of("form.xdp", "1.xml"), List.of("form.xdp", "2.xml"));
        assertThat(sources(inputs)).containsExactly("1.xml", "2.xml");
    }

    @Test
    void differentNumbers_areToldToTheSender() {
        SentMail mail = new SentMail().attached("1.doc", "2.doc", "1.xml", "2.xml", "3.xml");
        assertThatThrownBy(() -> inputs(mail, "file=*.doc", "second=*.xml"))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("2 for file, 3 for second");
    }

    @Test
    void optionalDocumentWithoutAMatch_isLeftOut() {
        List<Inputs> inputs = inputs(new SentMail().attached("a.doc"), "file=*.doc", "second=*.xml");
        assertThat(inputs).hasSize(1);
        assertThat(inputs.get(0).values()).containsOnlyKeys("file");
        assertThat(inputs(new SentMail(), "second=*.xml")).hasSize(1);
    }

    @Test
    void requiredDocumentWithoutAMatch_isToldToTheSender() {
        InputMappings mappings = InputMappings.of(List.of("file=*.pdf"));
        List<EndpointParameter> declared = List.of(required("file", Type.DOCUMENT));
        assertThatThrownBy(() -> mappings.inputs(declared, new SentMail().attached("a.doc", "b\u202etxt"), ANY))
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "No accepted attachment has a name that matches *.pdf, which file is made of. The mail has a.doc,"
                                + " b?txt. Send the mail again with such a file.");
        assertThatThrownBy(() -> mappings.inputs(declared, new SentMail(), ANY))
                .hasMessageContaining("The mail has no attachments.");
    }

    @Test
    void completeTask_isMappedAsInTheOriginal() {
        List<EndpointParameter> declared = List.of(
                required("attachmentMap", Type.MAP),
                required("mailBody", Type.STRING),
                required("mailFrom", Type.STRING));
        InputMappings mappings = InputMappings.of(List.of("attachmentMap=*.*", "mailBody=%BODY%", "mailFrom=%SENDER%"));
        mappings.check(declared);
        Inputs inputs = mappings.inputs(declared, new SentMail().text("1"), ANY).get(0);
        assertThat(inputs.values())
                .containsEntry("attachmentMap", Map.of())
                .containsEntry("mailBody", "1")
                .containsEntry("mailFrom", "anna@contoso.com");
    }

    private static List<String> names(Object documents) {
        List<String> names = new ArrayList<>();
        ((List<?>) documents).forEach(document -> names.add(((Document) document).name()));
        return names;
    }

    private static List<String> sources(List<Inputs> inputs) {
        return inputs.stream().map(one -> one.source().orElseThrow().name()).toList();
    }
}
