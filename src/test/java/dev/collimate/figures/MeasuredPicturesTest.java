package dev.collimate.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredPicturesTest {
    @TempDir
    private Path folder;

    @Test
    void linesAreFoundByTheNamesOfColumnsAndKeepTheirOrder() throws IOException {
        Path file = file("solver,start,pass,loss,more\n\"gd, fast\",random,1,0.5,x\nadam,random,1,0.7,x\n"
                + "\"gd, fast\",random,2,0.25,x\n");
        Map<String, Measurements.Line> lines = Measurements.read(file, "pass", "loss", "solver", "start");
        assertThat(lines.keySet()).containsExactly("gd, fast, random", "adam, random");
        assertThat(lines.get("gd, fast, random").xs()).containsExactly(1, 2);
        assertThat(lines.get("gd, fast, random").ys()).containsExactly(0.5, 0.25);
    }

    @Test
    void aMissingColumnAndAFieldThatIsNoNumberAreNamed() throws IOException {
        Path noLoss = file("solver,start,pass\na,b,1\n");
        assertThatThrownBy(() -> PassPicture.of(noLoss))
                .isInstanceOf(IOException.class)
                .hasMessage(noLoss + " must have a column loss in every row, but has none in row 0");
        Path noNumber = file("solver,start,pass,loss\na,b,1,0.5\na,b,2,low\n");
        assertThatThrownBy(() -> PassPicture.of(noNumber))
                .isInstanceOf(IOException.class)
                .hasMessage(noNumber + " must have numbers in the column loss, but has 'low' in row 1");
    }

    @Test
    void passesAreDrawnDownToTheOptimumWhichHasNoPlaceOnALogarithmicAxis() throws Exception {
        Path picture = folder.resolve("passes.svg");
        Path file = file("solver,start,pass,loss\na,b,1,0.5\na,b,2,0.7\na,b,3,0.1\nonly,optimum,1,0.1\n");
        Svg.write(picture, 800, 500, List.of(PassPicture.of(file)));
        assertThat(SvgTest.texts(picture)).contains("a, b").doesNotContain("only, optimum");
    }

    @Test
    void everyMapIsAPointWithItsName() throws Exception {
        Path picture = folder.resolve("maps.svg");
        Path file =
                file("map,flops,meanAngleDegrees\nlinear,294912,27.638\n\"mlp, 384 units, searched\",884736,27.565\n");
        Svg.write(picture, 800, 500, List.of(MapPicture.of(file)));
        assertThat(SvgTest.texts(picture))
                .anyMatch(text -> text.endsWith("linear"))
                .anyMatch(text -> text.endsWith("searched"));
    }

    @Test
    void searchesAreLinesOfThePageOfARunForEitherSideThatIsMapped() throws Exception {
        Path picture = folder.resolve("recall.svg");
        String query = "mapped,search,k,recall\nquery,nothing,1,0.3\nquery,nothing,10,0.4\nquery,the model,1,0.5\n"
                + "query,the model,10,0.6\n";
        Path file = file(query + "store,the model,1,0.1\nstore,the model,10,0.2\n");
        Svg.write(picture, 800, 840, RecallPicture.of(file));
        assertThat(SvgTest.texts(picture))
                .contains("What share is found, queries mapped", "What share is found, documents mapped", "nothing")
                .filteredOn("the model"::equals)
                .hasSize(2);
        Path half = file(query);
        assertThatThrownBy(() -> RecallPicture.of(half))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must have rows of store");
    }

    @Test
    void scalingIsDrawnFromTheFilesOfItsSuite() throws Exception {
        assertThat(ScalingPictures.areIn(folder)).isFalse();
        String head = "size,lower,median,upper\n";
        Files.writeString(folder.resolve("scaling-rows.csv"), head + "1000,0.1,0.1,0.1\n2000,0.2,0.2,0.2\n");
        Files.writeString(folder.resolve("scaling-partitions-indexed-collect.csv"), head + "2,0.1,0.1,0.1\n");
        assertThat(ScalingPictures.areIn(folder)).isTrue();
        assertThatThrownBy(() -> ScalingPictures.of(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("scaling-partitions-sliced-reduce.csv") + " is missing");
        Files.writeString(folder.resolve("scaling-partitions-sliced-reduce.csv"), head + "2,0.1,0.1,0.1\n");
        Files.writeString(
                folder.resolve("scaling-parameters.csv"),
                "parameters,work,aggregator,lower,median,upper\n10000,step,sliced-reduce,0.1,0.1,0.1\n"
                        + "10000,sums,Spark's treeAggregate,0.1,0.2,0.3\n");
        Path picture = folder.resolve("scaling.svg");
        Svg.write(picture, 800, 960, ScalingPictures.of(folder));
        assertThat(SvgTest.texts(picture))
                .contains(
                        "Seconds of a step against rows",
                        "Seconds of a step against parameters",
                        "indexed-collect",
                        "sums, Spark's treeAggregate");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "measured", ".csv"), content);
    }
}
