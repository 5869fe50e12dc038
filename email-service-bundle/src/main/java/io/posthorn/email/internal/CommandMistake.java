package io.posthorn.email.internal;

import org.apache.felix.service.command.Parameter;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Says what is wrong with the words behind a command's name, for the person who typed them.
 *
 * @param command scope and name, as {@code mail:send}
 * @param options that the command takes, each with a value
 * @param switches that the command takes, without a value
 * @param words what was typed behind its name
 */
public record CommandMistake(String command, List<String> options, List<String> switches, List<String> words) {

    /**
     * Finds the mistake in a call that fits no method.
     *
     * @param scope of the commands
     * @param commands whose methods they are
     * @param call the command's name, as Gogo writes it, and the words behind it
     */
    public static CommandMistake in(String scope, Class<?> commands, List<String> call) {
        String name = call.get(0);
        List<String> options = new ArrayList<>();
        List<String> switches = new ArrayList<>();
        for (Method method : commands.getMethods()) {
            if (method.getName().equalsIgnoreCase(name)) {
                Arrays.stream(method.getParameters())
                        .map(parameter -> parameter.getAnnotation(Parameter.class))
                        .filter(annotation -> annotation != null)
                        .forEach(annotation -> (annotation.presentValue().equals(Parameter.UNSPECIFIED)
                                        ? options
                                        : switches)
                                .add(annotation.names()[0]));
            }
        }
        return new CommandMistake(scope + ":" + name, options, switches, call.subList(1, call.size()));
    }

    /** One sentence, and what the command takes. Values are not repeated: they may be private, and errors are logged. */
    public String sentence() {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean isSwitch = switches.contains(word);
            if (!isSwitch && !options.contains(word)) {
                return command + unknown(i) + "; " + whatItTakes();
            }
            if (words.indexOf(word) < i) {
                return command + " takes " + word + " once, and was given it twice.";
            }
            if (!isSwitch && ++i == words.size()) {
                return command + " needs a value behind " + word + ".";
            }
        }
        return command + " does not understand its options; " + whatItTakes();
    }

    private String unknown(int index) {
        String word = words.get(index);
        if (word.startsWith("-")) {
            return " has no option " + word.replaceFirst("(?s)=.*", "=");
        }
        if (index == 0) {
            return " needs an option before the value";
        }
        return switches.contains(words.get(index - 1))
                ? " takes no value behind " + words.get(index - 1)
                : " was given more than one value behind " + words.get(index - 2);
    }

    private String whatItTakes() {
        int last = options.size() - 1;
        return "it takes " + String.join(", ", options.subList(0, last)) + " and " + options.get(last)
                + ", each followed by a blank and a value, in quotes if it has blanks itself"
                + (switches.isEmpty() ? "." : "; and " + String.join(", ", switches) + " without one.");
    }
}
