package dev.collimate.cli;

import java.io.PrintStream;
import java.nio.charset.Charset;
import picocli.CommandLine.ParameterException;

/**
 * Checks a command line and prints it with what option files say written out, each argument ended by NUL. submit.sh asks
 * for it where the driver will run on a machine that does not have the files.
 */
public final class ResolveOptions {
    private ResolveOptions() {}

    public static void main(String[] arguments) {
        PrintStream results = System.out;
        System.setOut(System.err);
        Charset nativeEncoding = Charset.forName(System.getProperty("sun.jnu.encoding"));
        try {
            for (String argument : new Collimate(Environment.ofProcess(results, new OwnSession(Main.class.getName())))
                    .resolved(arguments)) {
                results.writeBytes(argument.getBytes(nativeEncoding));
                results.write(0);
            }
            results.flush();
        } catch (ParameterException e) {
            System.exit(new ErrorReport(System.err).usage(e, arguments));
        }
    }
}
