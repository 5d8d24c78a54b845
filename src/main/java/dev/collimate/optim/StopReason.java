package dev.collimate.optim;

/**
 * Why a minimisation ended.
 *
 * @param name one of a few fixed names, for results
 * @param sentence the same for a reader, with the numbers
 * @param failure whether the solver could not go on, rather than being done
 */
public record StopReason(String name, String sentence, boolean failure) {
    public static StopReason done(String name, String sentence) {
        return new StopReason(name, sentence, false);
    }

    public static StopReason failed(String name, String sentence) {
        return new StopReason(name, sentence, true);
    }

    @Override
    public String toString() {
        return name + ": " + sentence;
    }
}
