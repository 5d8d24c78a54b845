package dev.collimate.fit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collimate.fit.CheckpointLawsTest.Problem;
import dev.collimate.ml.AngularRegression;
import dev.collimate.optim.MinimizerState;
import dev.collimate.optim.SolverResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever stands in the place of any value of a checkpoint whose checksums hold: it is refused when it is read, or the search
 * goes on from it and ends with numbers.
 */
@Timeout(120)
class HostileCheckpointTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LATER_STEPS = 2;

    private final Map<String, double[]> stored = new HashMap<>();

    static List<AngularRegression> estimators() {
        return CheckpointLawsTest.estimators();
    }

    private static List<JsonNode> hostile() {
        ObjectNode deep = JSON.objectNode();
        ObjectNode inner = deep;
        for (int i = 0; i < 50; i++) {
            inner = inner.putObject("current");
        }
        return List.of(
                JSON.nullNode(),
                JSON.booleanNode(true),
                JSON.numberNode(-1),
                JSON.numberNode(0),
                JSON.numberNode(Integer.MAX_VALUE),
                JSON.numberNode(Long.MAX_VALUE),
                JSON.numberNode(1e300),
                JSON.textNode("NaN"),
                JSON.textNode("../../secret"),
                JSON.textNode("java.lang.ProcessBuilder"),
                JSON.arrayNode(),
                JSON.arrayNode().add(1).add(2),
                JSON.objectNode(),
                JSON.objectNode().put("file", "../../secret"),
                JSON.objectNode().put("type", "java.lang.ProcessBuilder"),
                deep);
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void whatIsReadGoesOn(AngularRegression estimator) throws IOException {
        Problem problem = Problem.of(estimator);
        List<MinimizerState> states = new ArrayList<>();
        problem.minimizer(states::add).minimize(problem.function(), problem.start());
        FitProgress progress = FitProgress.NONE.with(
                new FitProgress.Searched(states.get(states.size() - 1 - LATER_STEPS), List.of(), 1));
        JsonNode whole = new RecordWriter(this::store).write(progress);
        assertThat(goesOn(problem, read(whole, problem.start().length))).isEmpty();
        List<String> wrong = new ArrayList<>();
        int refused = 0;
        for (List<Object> place : places(whole)) {
            for (JsonNode instead : hostile()) {
                String at = place + " is " + (instead.size() > 0 ? instead.getNodeType() : instead);
                Optional<FitProgress> read;
                try {
                    read = Optional.of(read(with(whole, place, 0, instead), problem.start().length));
                } catch (IOException e) {
                    refused++;
                    continue;
                }
                goesOn(problem, read.get()).ifPresent(failure -> wrong.add(at + ": " + failure));
            }
        }
        assertThat(refused).isGreaterThan(100);
        assertThat(wrong).isEmpty();
    }

    private String store(Object identity, double[] array) {
        String name = String.format("%06d-%03d.npy", 1, stored.size());
        stored.put(name, array);
        return name;
    }

    private FitProgress read(JsonNode node, int dimension) throws IOException {
        return CheckpointContent.progress(
                node,
                name -> {
                    if (!stored.containsKey(name)) {
                        throw new IOException("its content names a file that its manifest does not list");
                    }
                    return stored.get(name).clone();
                },
                dimension);
    }

    /** What is wrong with how it goes on; empty for nothing. */
    private static Optional<String> goesOn(Problem problem, FitProgress read) {
        if (read.search().isEmpty()) {
            return Optional.empty();
        }
        try {
            SolverResult found = problem.minimizer(state -> {})
                    .resume(problem.function(), read.search().get().state());
            boolean finite = Arrays.stream(found.best().point()).allMatch(Double::isFinite);
            return finite ? Optional.empty() : Optional.of("parameters that are not finite");
        } catch (RuntimeException e) {
            return Optional.of(e.toString());
        }
    }

    /** The paths of all values. */
    private static List<List<Object>> places(JsonNode node) {
        List<List<Object>> places = new ArrayList<>();
        add(node, new ArrayList<>(), places);
        return places;
    }

    private static void add(JsonNode node, List<Object> path, List<List<Object>> places) {
        List<Object> children = new ArrayList<>();
        if (node.isObject()) {
            node.fieldNames().forEachRemaining(children::add);
        } else {
            for (int i = 0; i < Math.min(2, node.size()); i++) {
                children.add(i);
            }
        }
        for (Object child : children) {
            path.add(child);
            places.add(List.copyOf(path));
            add(child instanceof String name ? node.get(name) : node.get((int) child), path, places);
            path.remove(path.size() - 1);
        }
    }

    private static JsonNode with(JsonNode node, List<Object> path, int from, JsonNode instead) {
        if (from == path.size()) {
            return instead;
        }
        JsonNode copy = node.isObject() ? ((ObjectNode) node).objectNode().setAll((ObjectNode) node) : list(node);
        if (path.get(from) instanceof String name) {
            ((ObjectNode) copy).set(name, with(node.get(name), path, from + 1, instead));
        } else {
            int index = (int) path.get(from);
            ((ArrayNode) copy).set(index, with(node.get(index), path, from + 1, instead));
        }
        return copy;
    }

    private static ArrayNode list(JsonNode node) {
        ArrayNode copy = JSON.arrayNode();
        node.forEach(copy::add);
        return copy;
    }
}
