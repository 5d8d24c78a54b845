package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.junit.jupiter.api.Test;

/** Spark's stages are serializable, so these must be, with the parameters that are set on them. */
class StageSerializationTest {
    @Test
    void anEstimatorKeepsItsParameters() throws Exception {
        AngularRegression stage = new AngularRegression().setMap("mlp").setLayers(new int[] {3, 4, 2});
        PipelineStage copy = copied(stage);
        assertThat(copy.uid()).isEqualTo(stage.uid());
        assertSameParameters(copy, stage);
    }

    @Test
    void anEvaluatorKeepsItsParameters() throws Exception {
        AngleEvaluator stage = new AngleEvaluator().setLabelCol("y").setMetricName("meanAngle");
        Evaluator copy = copied(stage);
        assertThat(copy.uid()).isEqualTo(stage.uid());
        assertSameParameters(copy, stage);
    }

    private static void assertSameParameters(Params copy, Params stage) {
        assertThat(encoded(copy)).isEqualTo(encoded(stage)).isNotEmpty();
    }

    /** The parameters that have a value, with their values as a saved stage writes them. */
    private static Map<String, String> encoded(Params stage) {
        Map<String, String> values = new TreeMap<>();
        for (Param<?> param : stage.params()) {
            if (stage.isDefined(param)) {
                values.put(param.name(), encoded(stage, param));
            }
        }
        return values;
    }

    private static <T> String encoded(Params stage, Param<T> param) {
        return param.jsonEncode(stage.getOrDefault(param));
    }

    @SuppressWarnings("unchecked")
    private static <T> T copied(T stage) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(stage);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }
}
