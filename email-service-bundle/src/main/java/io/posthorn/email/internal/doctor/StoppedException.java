package io.posthorn.email.internal.doctor;

/** The walk has ended at a step that failed; what it means has been printed. */
final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoppedException(String step) {
        super("mail:doctor stopped at the step '" + step + "'. What it means and what to do stands above.");
    }
}
