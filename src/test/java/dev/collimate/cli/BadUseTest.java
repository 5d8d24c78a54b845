package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a command line is told in one line, with exit code 2, before Spark is asked for anything. */
class BadUseTest {
    @TempDir
    private Path home;

    @Test
    void noCommandIsAnErrorThatNamesThem() {
        run().assertError(2, "no command; use one of train, predict, evaluate, export, doctor, retrieval, generate");
    }

    @Test
    void anUnknownCommandNamesTheNearest() {
        run("trian").assertError(2, "unknown command 'trian'; did you mean train?");
    }

    @Test
    void anUnknownOptionNamesTheNearest() {
        train("--max-itr", "3").assertError(2, "unknown option '--max-itr'; did you mean --max-iter?");
        train("--steps=3").assertError(2, "unknown option '--steps'");
    }

    @Test
    void aStrayArgumentIsNamed() {
        train("sample").assertError(2, "unexpected argument 'sample'");
    }

    @Test
    void aMissingOptionIsNamed() {
        run("train", "--input", "a").assertError(2, "--model=PATH", "(see train --help)");
        run("predict", "--model", "a", "--input", "b").assertError(2, "--output=PATH", "(see predict --help)");
    }

    @Test
    void anOptionWithoutItsValueIsNamed() {
        run("train", "--input").assertError(2, "--input", "(see train --help)");
    }

    @Test
    void aValueOfAnotherTypeIsNamed() {
        train("--max-iter", "many").assertError(2, "--max-iter", "many");
        train("--layers", "3,x,2").assertError(2, "--layers", "'3,x,2' is not a list of whole numbers");
        train("--mode", "replace").assertError(2, "--mode", "replace", "errorifexists, overwrite, append");
        run("generate", "--output", "a", "--rows", "1e6").assertError(2, "--rows", "1e6");
        for (String format : List.of("vec", "npy", "fvecs")) {
            run("generate", "--output", "a", "--output-format", format)
                    .assertError(2, "--output-format " + format + " has one vector a row, but generate writes pairs");
        }
    }

    @Test
    void aValueOutOfItsRangeIsNamedWithWhatIsAllowed() {
        train("--step-size", "-0.5").assertError(2, "--step-size must be above 0, but was -0.5");
        train("--step-size", "NaN").assertError(2, "--step-size must be above 0, but was NaN");
        train("--max-iter", "-1").assertError(2, "--max-iter must be at least 0, but was -1");
        train("--tol=-1").assertError(2, "--tol must be at least 0, but was -1.0");
        train("--margin", "2").assertError(2, "--margin must be in [-1, 1], but was 2.0");
        train("--batch-fraction", "0").assertError(2, "--batch-fraction must be in (0, 1], but was 0.0");
        train("--batch-fraction", "0.4")
                .assertError(
                        2, "--batch-fraction must be 1/k for a whole k, but was 0.4; the nearest are 0.3333 and 0.5");
        train("--rank", "0").assertError(2, "--rank must be at least 1, but was 0");
        train("--loss", "hinge").assertError(2, "--loss must be one of cosine, ", "but was hinge");
        train("--map", "spline").assertError(2, "--map must be one of linear, ", "but was spline");
        train("--solver", "sgd").assertError(2, "--solver must be one of auto, ", "but was sgd");
        train("--bad-rows", "drop").assertError(2, "--bad-rows must be one of fail, skip, null, but was drop");
        train("--features-col", "").assertError(2, "--features-col must be a name, but was ''");
    }

    /** Ways to hold rows out are told where none are; a wrong value is of one option. */
    @Test
    void aWrongValueOfWhatHoldsRowsOutIsOfThatOptionAlone() {
        for (String command : List.of("train --model b", "doctor")) {
            assertThat(run(Arguments.of(command + " --input a --validation-fraction 1"))
                            .err())
                    .startsWith("collimate: --validation-fraction must be in [0, ")
                    .contains("but was 1.0");
            assertThat(run(Arguments.of(command + " --input a --validation p --validation-indicator-col", List.of("")))
                            .err())
                    .startsWith("collimate: --validation-indicator-col must be a name, but was ''");
        }
    }

    @Test
    void sizesOfSyntheticPairsOutOfTheirRangeAreNamed() {
        generate("--rows", "0").assertError(2, "--rows must be at least 1, but was 0");
        generate("--partitions", "0").assertError(2, "--partitions must be at least 1, but was 0");
        generate("--input-dim", "0").assertError(2, "--input-dim must be at least 1, but was 0");
        generate("--output-dim=-3").assertError(2, "--output-dim must be at least 1, but was -3");
        generate("--noise", "-1").assertError(2, "--noise must be at least 0, but was -1.0");
    }

    @Test
    void anUnknownKindOfSyntheticPairsIsNamedWithThoseThereAre() {
        generate("--map", "moon")
                .assertError(2, "--map must be one of linear, orthogonal, low-rank, mlp, sun, but was");
    }

    @Test
    void optionsOfPlantedMapsAreRefusedForTheSun() {
        generate("--map", "sun", "--input-dim", "5").assertError(2, "--input-dim must be 8 for --map sun, but was 5");
        generate("--map", "sun", "--output-dim", "2").assertError(2, "--output-dim must be 3 for --map sun, but was 2");
        generate("--map", "sun", "--layers", "8,9,3").assertError(2, "--layers has no meaning for --map sun");
        generate("--map", "sun", "--fit-intercept", "false").assertError(2, "--fit-intercept has no meaning");
    }

    @Test
    void aModelIsNeverAppendedTo() {
        train("--mode", "append").assertError(2, "--mode append", "errorifexists or overwrite");
    }

    @Test
    void rowsAreHeldOutInOneWayOnly() {
        train("--validation", "v", "--validation-fraction", "0.1")
                .assertError(2, "--validation v", "--validation-fraction 0.1", "give one of them");
        train("--validation", "v", "--validation-indicator-col", "held")
                .assertError(2, "--validation v", "--validation-indicator-col held", "give one of them");
    }

    @Test
    void rowsHeldOutHaveNoPositionsToMeetBy() {
        for (String command : List.of("train --model m", "doctor")) {
            run(Arguments.of(command + " --input x.npy --label-input y.npy --validation v.npy"))
                    .assertError(
                            2,
                            "--validation v.npy has no label input of its own to meet by position; use"
                                    + " --validation-fraction");
            run(Arguments.of(command + " --input x.npy --label-table y")).assertError(2, "--label-input needs --key");
            run(Arguments.of(command + " --table x --label-input y.npy")).assertError(2, "--label-input needs --key");
        }
    }

    @Test
    void whatIsOfTwoTablesIsRefusedForOne() {
        for (String option :
                List.of("--label-format csv", "--label-option a=b", "--duplicate-keys first", "--key id")) {
            train(option.split(" "))
                    .assertError(2, option.split(" ")[0] + " is for two tables; give the second with --label-input");
        }
    }

    @Test
    void whatSaysHowFilesAreReadIsRefusedForTablesAndQueries() {
        for (String[] family :
                List.of(new String[] {"", "-"}, new String[] {"--input a --key id", "--label"}, new String[] {
                    "--input a", "--validation"
                })) {
            String train = ("train --model m " + family[0]).strip();
            String option = family[1] + "-option";
            run(Arguments.of(train + " " + option + " versionAsOf=3", family[1] + "-query", "select 1"))
                    .assertError(2, option + " is of no use to " + family[1] + "-query, which says all by itself");
            for (String source : List.of("-query", "-table")) {
                run(Arguments.of(train, family[1] + source, "t", family[1] + "-format", "csv"))
                        .assertError(
                                2, family[1] + "-format csv is of no use to " + family[1] + source, "leave it out");
            }
            run(Arguments.of(train, family[1] + "-query", "select 1", family[1] + "-table", "t"))
                    .assertError(2, "each say what to read; give one of them");
        }
    }

    @Test
    void whatIsOfRowsHeldOutIsRefusedWithoutThem() {
        for (String option : List.of("--validation-format csv", "--validation-option a=b")) {
            train(option.split(" "))
                    .assertError(
                            2,
                            option.split(" ")[0] + " is for rows held out of their own; give them with --validation");
        }
        train("--validation-table", "v", "--validation-fraction", "0.1")
                .assertError(2, "--validation-table v and --validation-fraction 0.1 both hold rows out");
        train("--validation", "v", "--validation-value", "test")
                .assertError(
                        2,
                        "--validation v holds out all its rows, and no column marks some by --validation-value test;"
                                + " leave that out");
    }

    @Test
    void filesOfVectorsTakeNoOptionsAndAreOfOneFormat() {
        run("train", "--model", "m", "--input", "x.npy", "--option", "a=b")
                .assertError(2, "--option is of Spark's readers, and of no use to the format npy");
        run("train", "--model", "m", "--input", "a", "--format", "vec", "--option", "a=b")
                .assertError(2, "of no use to the format vec");
        train("--label-input", "y.fvecs", "--key", "id", "--label-option", "a=b")
                .assertError(2, "--label-option is of Spark's readers, and of no use to the format fvecs");
        train("--input", "x.npy").assertError(2, "--input names files of different formats");
        train("--label-input", "x.npy", "--label-input", "y.vec", "--key", "id")
                .assertError(2, "--label-input names files of different formats");
    }

    @Test
    void whatAnActualVectorIsIsSaidOnce() throws IOException {
        String angles = "--label-angles yaw=a,pitch=b";
        for (String command : List.of("train --model m", "evaluate --model m", "doctor")) {
            run(Arguments.of(command + " --input a --label-col y " + angles))
                    .assertError(2, "--label-angles and --label-col each say what y is; give one of them");
            run(Arguments.of(command + " --input a --angle-unit deg --angle-axes camera"))
                    .assertError(
                            2,
                            "--angle-unit deg --angle-axes camera says how angles are meant; give their columns with"
                                    + " --label-angles");
        }
        Path config = Files.writeString(home.resolve("y.properties"), "label-col = y");
        run(Arguments.of("train --model m --input a " + angles + " --config " + config))
                .assertError(2, "each say what y is");
        run(Arguments.of("predict --model m --input a --output b --angle-unit deg"))
                .assertError(2, "give their columns with --prediction-angles");
    }

    @Test
    void textOfWordVectorsHoldsNothingElse() {
        String predict = "predict --model m --input a --output b --output-format vec";
        run(Arguments.of(predict + " --prediction-angles yaw=a,pitch=b"))
                .assertError(2, "--output-format vec has words and vectors alone; leave --prediction-angles out");
        run(Arguments.of(predict + " --partition-by day"))
                .assertError(2, "--output-format vec is one file; leave --partition-by out");
    }

    @Test
    void groupsOfATrainingAreOfRowsHeldOut() {
        run("train", "--input", "a", "--model", "m", "--group-col", "g")
                .assertError(2, "--group-col groups the rows held out, but none are; give --validation");
    }

    @Test
    void whatIsEvaluatedIsNamedOnce() {
        run("evaluate", "--input", "a").assertError(2, "give either --model or --prediction-col");
        run("evaluate", "--input", "a", "--model", "m", "--prediction-col", "p")
                .assertError(2, "give either --model or --prediction-col");
        run("evaluate", "--input", "a", "--prediction-col", "p", "--features-col", "x")
                .assertError(2, "--features-col is for a model");
    }

    @Test
    void whatIsRetrievedIsNamedOnce() {
        retrieval().assertError(2, "give either --model or --prediction-col");
        retrieval("--model", "m", "--prediction-col", "p").assertError(2, "give either --model or --prediction-col");
        retrieval("--prediction-col", "p", "--training", "t").assertError(2, "--training is for a model");
        run("retrieval", "--input", "x.npy", "--model", "m")
                .assertError(2, "files of the format npy have one vector a row, but both vectors must be in one table");
    }

    @Test
    void aMeasureDecidesOnlyWhereTheMappedSideIsNamed() {
        retrieval("--model", "m", "--min-recall", "0.9").assertError(2, "--mapped query or store must be given");
        retrieval("--model", "m", "--mapped", "both")
                .assertError(2, "--mapped must be one of query, store, but was both");
        retrieval("--model", "m", "--mapped", "query", "--min", "precision=1")
                .assertError(2, "--min must name one of recall@1, recall@10", "but named precision");
        retrieval("--model", "m", "--mapped", "query", "--min-recall", "90")
                .assertError(2, "--min-recall must be in [0, 1], but was 90.0");
        retrieval("--model", "m", "--mapped", "query", "--min", "recall@10=-1", "--min-recall", "0.5")
                .assertError(2, "--min recall@10 must be in [0, 1], but was -1.0");
    }

    @Test
    void whatASearchNeedsIsToldBeforeIt() {
        retrieval("--model", "m", "--k", "10,0").assertError(2, "--k must be different numbers of at least 1");
        retrieval("--model", "m", "--k", "5,5").assertError(2, "--k must be different numbers");
        retrieval("--model", "m", "--corpus-only").assertError(2, "--corpus-only needs a --corpus");
        retrieval("--model", "m", "--max-queries", "0").assertError(2, "--max-queries must be at least 1, but was 0");
        retrieval("--model", "m", "--qrels", "q").assertError(2, "--qrels needs --key");
        retrieval("--model", "m", "--run", "r").assertError(2, "--run needs --key");
        retrieval("--model", "m", "--key", "id", "--max-unknown-fraction", "2")
                .assertError(2, "--max-unknown-fraction must be in [0, 1], but was 2.0");
    }

    @Test
    void anUnknownKeyOfAFileNamesTheFileAndTheNearestKey() throws IOException {
        Path config = Files.writeString(home.resolve("my.properties"), "max-itr = 3");
        train("--config", config.toString())
                .assertError(2, config.toString(), "unknown key 'max-itr'; did you mean max-iter?");
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/train.properties"), "colour = red");
        train().assertError(2, "conf/train.properties", "unknown key 'colour'");
    }

    @Test
    void aFileOfOptionsThatIsNotThereIsNamed() {
        train("--config", "nowhere.properties").assertError(2, "nowhere.properties", "give a Java properties file");
    }

    @Test
    void theTraceIsShownOnRequestOnly() {
        assertThat(train("--tol=-1").err().lines()).hasSize(1);
        assertThat(train("--tol=-1", "--verbose").err()).contains("\tat dev.collimate");
    }

    @Test
    void helpOfEveryCommandListsItsOptionsAndSucceeds() {
        for (String command : List.of("train", "predict", "evaluate", "generate")) {
            CommandRun help = run(command, "--help");
            assertThat(help.exitCode()).isZero();
            assertThat(help.err()).isEmpty();
            assertThat(help.out()).contains("Usage: collimate " + command, "--verbose", "--config");
        }
        assertThat(run("--help").out()).contains("train", "predict", "evaluate", "generate");
    }

    private CommandRun train(String... options) {
        return run(Arguments.of("train --input a --model b", options));
    }

    private CommandRun retrieval(String... options) {
        return run(Arguments.of("retrieval --input a", options));
    }

    private CommandRun generate(String... options) {
        return run(Arguments.of("generate --output a", options));
    }

    private CommandRun run(String... arguments) {
        return CommandRun.withoutSpark(home, arguments);
    }
}
