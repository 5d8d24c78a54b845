package dev.collimate.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

class OptionFilesTest {
    @TempDir
    private Path home;

    private final Measure measure = new Measure();
    private final CommandLine command = new CommandLine(measure);

    @Command(name = "measure")
    private static final class Measure {
        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Option(names = "--max-iter")
        private int maxIter = 7;

        @Option(names = "--input")
        private String input;

        @Option(names = "--exact")
        private boolean exact;

        @Option(names = "--option")
        private Map<String, String> options;
    }

    @BeforeEach
    void createConf() throws IOException {
        Files.createDirectories(home.resolve("conf"));
    }

    @Test
    void aDefaultIsUsedWhereNobodySaysAnything() {
        parse(null);
        assertThat(measure.maxIter).isEqualTo(7);
    }

    @Test
    void theDefaultsFileWinsOverTheDefault() throws IOException {
        defaults("max-iter = 20\nexact=true");
        parse(null);
        assertThat(measure.maxIter).isEqualTo(20);
        assertThat(measure.exact).isTrue();
    }

    @Test
    void theConfigFileWinsOverTheDefaultsFile() throws IOException {
        defaults("max-iter=20\ninput=a");
        parse(config("max-iter=30"));
        assertThat(measure.maxIter).isEqualTo(30);
        assertThat(measure.input).isEqualTo("a");
    }

    @Test
    void theCommandLineWinsOverBothFiles() throws IOException {
        defaults("max-iter=20");
        parse(config("max-iter=30"), "--max-iter", "40");
        assertThat(measure.maxIter).isEqualTo(40);
    }

    @Test
    void aRepeatableOptionTakesItsKeyFromTheEndOfTheName() throws IOException {
        defaults("option.header=false\noption.sep=;");
        assertThat(read(null).repeatable()).containsExactly("--option=header=false", "--option=sep=;");
    }

    @Test
    void theProjectFolderIsPutIn() throws IOException {
        defaults("input=file:${collimate.home}/data");
        parse(null);
        assertThat(measure.input).isEqualTo("file:" + home + "/data");
    }

    @Test
    void anUnknownKeyIsAnErrorThatNamesTheFileAndTheNearestKey() throws IOException {
        Path config = config("max-itr=3");
        assertThatThrownBy(() -> parse(config))
                .isInstanceOf(ParameterException.class)
                .hasMessage(config + ": unknown key 'max-itr'; did you mean max-iter? "
                        + "Allowed: exact, input, max-iter, option., verbose");
    }

    @Test
    void aConfigFileThatCannotBeReadIsAnError() {
        Path nowhere = home.resolve("nowhere.properties");
        assertThatThrownBy(() -> parse(nowhere))
                .isInstanceOf(ParameterException.class)
                .hasMessage("there is no file " + nowhere + "; give a Java properties file");
    }

    /** What is read of the user's data must not be read of the sample, nor the other way about. */
    @Test
    void theSampleIsForThoseWhoSayNothingOfData() throws IOException {
        Files.writeString(home.resolve("conf/measure-sample.properties"), "input=sample");
        parse(null);
        assertThat(measure.input).isEqualTo("sample");
        parse(config("max-iter=3"));
        assertThat(measure.input).isEqualTo("sample");
        parse(config("option.header=true"));
        assertThat(measure.input).isNull();
        for (String option : new String[] {"--option=a=b", "--format=csv", "--dictionary=d", "--label-option=a=b"}) {
            command.setDefaultValueProvider(OptionFiles.read(command, Optional.of(home), null, option));
            command.parseArgs();
            assertThat(measure.input).as(option).isNull();
        }
    }

    @Test
    void writtenOutArgumentsGiveTheSameWithoutTheFiles() throws IOException {
        defaults("max-iter=20\nexact=true\ninput=a b");
        OptionFiles files = read(config("max-iter=30"));
        command.setDefaultValueProvider(files);
        String[] arguments = {
            "measure", "--config", home.resolve("my.properties").toString(), "--input=c d"
        };
        String[] written = files.writtenOut(command.parseArgs(arguments[1], arguments[2], arguments[3]), arguments);
        assertThat(written).containsExactlyInAnyOrder("measure", "--input=c d", "--exact", "--max-iter=30");
        Measure elsewhere = new Measure();
        new CommandLine(elsewhere).parseArgs(written[1], written[2], written[3]);
        assertThat(elsewhere.maxIter).isEqualTo(30);
        assertThat(elsewhere.exact).isTrue();
        assertThat(elsewhere.input).isEqualTo("c d");
    }

    @Test
    void aFileWithoutAnEndIsRefusedInOneLine() {
        assertThatThrownBy(() -> read(Path.of("/dev/zero")))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessage(
                        "cannot read the options in /dev/zero (it has more than 1048576 bytes); give a Java properties"
                                + " file");
    }

    @Test
    void whateverStandsInAFileItIsReadOrRefused() throws IOException {
        List<String> pieces = List.of(
                "max-iter",
                "input",
                "option.",
                "exact",
                "=",
                ":",
                "3",
                "true",
                "9".repeat(400),
                "\\u12",
                "\\u000a",
                "\\",
                "\\n",
                "\n",
                "\r",
                "\0",
                "#",
                "!",
                " ",
                "\t",
                "${collimate.home}",
                "@file",
                "--input=x",
                "\ufeff",
                "\u00e9",
                "[[[");
        Random random = new Random(5);
        int refused = 0;
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            Path config = home.resolve("my.properties");
            Files.write(config, text.toString().getBytes(random.nextInt(4) == 0 ? ISO_8859_1 : UTF_8));
            try {
                parse(config);
            } catch (ParameterException e) {
                refused++;
                assertThat(ErrorLine.firstLine(e.getMessage()))
                        .as(text.toString())
                        .isNotBlank();
            }
        }
        assertThat(refused).isBetween(500, 1999);
    }

    private void defaults(String text) throws IOException {
        Files.writeString(home.resolve("conf/measure.properties"), text);
    }

    private Path config(String text) throws IOException {
        return Files.writeString(home.resolve("my.properties"), text);
    }

    private OptionFiles read(Path config) {
        return OptionFiles.read(command, Optional.of(home), config);
    }

    private void parse(Path config, String... arguments) {
        command.setDefaultValueProvider(read(config));
        command.parseArgs(arguments);
    }
}
