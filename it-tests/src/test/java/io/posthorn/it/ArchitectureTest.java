package io.posthorn.it;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.Test;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The rules of the house, read from the class files of all our bundles. */
public class ArchitectureTest {

    private static final ArchRule COMPONENTS_ARE_PUBLIC_AND_FINAL = classes()
            .that()
            .areAnnotatedWith(Component.class)
            .should()
            .bePublic()
            .andShould()
            .haveModifier(FINAL);
    private static final ArchRule REFERENCES_ARRIVE_BY_THE_CONSTRUCTOR =
            noFields().should().beAnnotatedWith(Reference.class);
    private static final ArchRule TIME_IS_GIVEN = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
    private static final ArchRule NOBODY_SLEEPS = noClasses().should().callMethod(Thread.class, "sleep", long.class);
    private static final ArchRule API_KNOWS_NO_INTERNALS = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.posthorn.check",
                    "io.posthorn.store",
                    "io.posthorn.oauth",
                    "io.posthorn.email",
                    "io.posthorn.email.endpoint",
                    "io.posthorn.email.workflow",
                    "io.posthorn.task",
                    "io.posthorn.endpoint")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..internal..");
    private static final ArchRule MAIL_LIBRARY_HAS_ITS_ROOM = noClasses()
            .that()
            .resideOutsideOfPackage("io.posthorn.email.internal.mail..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.mail..", "jakarta.activation..", "org.eclipse.angus..");
    private static final ArchRule MSAL_HAS_ITS_ROOM = noClasses()
            .that()
            .resideOutsideOfPackage("io.posthorn.oauth.internal.msal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.microsoft.aad..", "com.azure..");
    private static final ArchRule TEST_SERVERS_STAY_OUT = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.github..", "com.icegreen..", "io.posthorn.sandbox..", "org.junit..");
    private static final ArchRule OAUTH_KNOWS_NO_MAIL = noClasses()
            .that()
            .resideInAPackage("io.posthorn.oauth..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.posthorn.email..");
    private static final ArchRule DATABASES_HAVE_THEIR_ROOM = noClasses()
            .that()
            .resideOutsideOfPackage("io.posthorn.store.internal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.h2..", "org.postgresql..", "com.zaxxer..");
    private static final ArchRule STORE_KNOWS_NOBODY = noClasses()
            .that()
            .resideInAPackage("io.posthorn.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.posthorn.oauth..", "io.posthorn.email..");
    private static final ArchRule MAIL_KNOWS_NO_LEAVES = noClasses()
            .that()
            .resideInAnyPackage("io.posthorn.store..", "io.posthorn.oauth..", "io.posthorn.email..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.posthorn.task..", "io.posthorn.endpoint..");
    private static final ArchRule TASKS_KNOW_NO_ENDPOINTS = noClasses()
            .that()
            .resideInAPackage("io.posthorn.task..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.posthorn.endpoint..");
    private static final ArchRule ENDPOINTS_KNOW_NO_TASKS = noClasses()
            .that()
            .resideInAPackage("io.posthorn.endpoint..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.posthorn.task..",
                    "io.posthorn.email.internal..",
                    "io.posthorn.oauth.internal..",
                    "io.posthorn.store.internal..");
    private static final ArchRule CRON_HAS_ITS_ROOM = noClasses()
            .that()
            .resideOutsideOfPackages("io.posthorn.endpoint.internal.work", "com.cronutils..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.cronutils..");
    private static final ArchRule SERVLETS_HAVE_THEIR_ROOM = noClasses()
            .that()
            .resideOutsideOfPackage("io.posthorn.console.internal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..", "javax.servlet..", "org.apache.felix.webconsole..");
    private static final ArchRule CONSOLES_KNOW_NO_INTERNALS = noClasses()
            .that()
            .resideInAnyPackage("io.posthorn.console..", "io.posthorn.inventory..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.posthorn.store.internal..",
                    "io.posthorn.oauth.internal..",
                    "io.posthorn.email.internal..",
                    "io.posthorn.task.internal..",
                    "io.posthorn.endpoint.internal..");
    private static final ArchRule FIELDS_OF_COMPONENTS_ARE_FINAL = fields().that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Component.class)
            .should()
            .beFinal();

    private static final List<ArchRule> RULES = List.of(
            COMPONENTS_ARE_PUBLIC_AND_FINAL,
            FIELDS_OF_COMPONENTS_ARE_FINAL,
            REFERENCES_ARRIVE_BY_THE_CONSTRUCTOR,
            TIME_IS_GIVEN,
            NOBODY_SLEEPS,
            API_KNOWS_NO_INTERNALS,
            MAIL_LIBRARY_HAS_ITS_ROOM,
            MSAL_HAS_ITS_ROOM,
            TEST_SERVERS_STAY_OUT,
            OAUTH_KNOWS_NO_MAIL,
            DATABASES_HAVE_THEIR_ROOM,
            STORE_KNOWS_NOBODY,
            MAIL_KNOWS_NO_LEAVES,
            TASKS_KNOW_NO_ENDPOINTS,
            ENDPOINTS_KNOW_NO_TASKS,
            CRON_HAS_ITS_ROOM,
            SERVLETS_HAVE_THEIR_ROOM,
            CONSOLES_KNOW_NO_INTERNALS);

    @Test
    public void ourBundles_keepEveryRule() throws IOException {
        JavaClasses ours = ourClasses();
        assertThat(ours.size()).isGreaterThan(40);
        RULES.forEach(rule -> rule.check(ours));
    }

    @Test
    public void eachRuleOnCode_canFail() {
        JavaClasses bad = new ClassFileImporter().importClasses(BadComponent.class);
        for (ArchRule rule : List.of(
                COMPONENTS_ARE_PUBLIC_AND_FINAL,
                FIELDS_OF_COMPONENTS_ARE_FINAL,
                REFERENCES_ARRIVE_BY_THE_CONSTRUCTOR,
                TIME_IS_GIVEN,
                NOBODY_SLEEPS)) {
            assertThatThrownBy(() -> rule.check(bad)).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    public void eachRuleOnRooms_canFail() throws IOException {
        JavaClasses ours = ourClasses();
        assertThat(dependents(ours, "jakarta.mail..")).isNotEmpty();
        assertThat(dependents(ours, "com.microsoft.aad..")).isNotEmpty();
        assertThat(dependents(ours, "com.zaxxer..")).isNotEmpty();
        assertThat(dependents(ours, "..internal..")).isNotEmpty();
        assertThat(dependents(ours, "io.posthorn.oauth")).isNotEmpty();
        assertThat(dependents(ours, "io.posthorn.task")).isNotEmpty();
        assertThat(dependents(ours, "io.posthorn.endpoint")).isNotEmpty();
        assertThat(dependents(ours, "com.cronutils..")).isNotEmpty();
    }

    /** What a rule without its "outside of" would complain of: the dependencies are seen, though no library is loaded. */
    private static List<String> dependents(JavaClasses ours, String packages) {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packages)
                .evaluate(ours)
                .getFailureReport()
                .getDetails();
    }

    private static JavaClasses ourClasses() throws IOException {
        List<JarFile> jars = new ArrayList<>();
        for (Path jar : Installation.ownBundles()) {
            jars.add(new JarFile(jar.toFile()));
        }
        return new ClassFileImporter().importJars(jars);
    }

    /** Breaks every rule that can be broken in a class. */
    @Component
    static class BadComponent {

        @Reference
        private Runnable work;

        long now() throws InterruptedException {
            Thread.sleep(1L);
            work = null;
            return Instant.now().toEpochMilli() + System.currentTimeMillis();
        }
    }
}
