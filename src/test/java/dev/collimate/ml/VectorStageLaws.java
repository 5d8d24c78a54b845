package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.ml.param.HasPairColumns;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** What holds for the estimator and for its model alike: which schemas they take and what they make of them. */
abstract class VectorStageLaws<S extends PipelineStage & HasPairColumns<S> & MLWritable> extends StageLaws<S> {
    static final DataType FLOATS = DataTypes.createArrayType(DataTypes.FloatType);
    static final DataType DOUBLES = DataTypes.createArrayType(DataTypes.DoubleType);
    static final DataType VECTOR = SQLDataTypes.VectorType();

    static StructType schema(DataType features, DataType label) {
        return new StructType()
                .add("id", DataTypes.LongType)
                .add("features", features)
                .add("label", label);
    }

    @Test
    void predictionsHaveTheTypeOfTheLabelUnlessAskedOtherwise() {
        S stage = create("stage");
        for (DataType features : new DataType[] {FLOATS, DOUBLES, VECTOR}) {
            for (DataType label : new DataType[] {FLOATS, DOUBLES, VECTOR}) {
                StructType schema = schema(features, label);
                StructType extended = stage.transformSchema(schema);
                assertThat(extended.fieldNames()).containsExactly("id", "features", "label", "prediction");
                assertThat(extended.apply("prediction").dataType().catalogString())
                        .isEqualTo(label.catalogString());
                assertThat(extended.apply("prediction").nullable()).isFalse();
                for (int i = 0; i < schema.size(); i++) {
                    assertThat(extended.apply(i)).isEqualTo(schema.apply(i));
                }
            }
        }
        S asked = typed(stage.copy(new ParamMap())).setPredictionType("vector");
        assertThat(asked.transformSchema(schema(FLOATS, DOUBLES))
                        .apply("prediction")
                        .dataType())
                .isEqualTo(VECTOR);
    }

    @Test
    void anglesAreAppendedIfAskedFor() {
        S stage = create("stage").setAngleCol("angle").setPredictionCol("p");
        StructType extended = stage.transformSchema(schema(FLOATS, FLOATS));
        assertThat(extended.fieldNames()).containsExactly("id", "features", "label", "p", "angle");
        assertThat(extended.apply("angle").dataType()).isEqualTo(DataTypes.DoubleType);
    }

    @Test
    void columnsThatAreMissingOrOfOtherTypesAreRefusedInSparksWords() {
        assertRefused(
                create("a").setFeaturesCol("absent"),
                schema(FLOATS, FLOATS),
                "Column absent does not exist. Available: id, features, label");
        for (DataType wrong : new DataType[] {
            DataTypes.createArrayType(DataTypes.IntegerType),
            DataTypes.createArrayType(DOUBLES),
            DataTypes.StringType,
            DataTypes.DoubleType
        }) {
            assertRefused(
                    create("b"),
                    schema(wrong, FLOATS),
                    "Column features must be of type equal to one of the following types: "
                            + "[array<float>, array<double>, vector] but was actually of type " + wrong.catalogString()
                            + ".");
        }
        assertRefused(
                create("c").setAngleCol("angle"),
                schema(FLOATS, DataTypes.StringType),
                "Column label must be of type equal to one of the following types: "
                        + "[array<float>, array<double>, vector] but was actually of type string.");
    }

    @Test
    void columnsThatExistAreNotOverwritten() {
        assertRefused(
                create("a").setPredictionCol("id"),
                schema(FLOATS, FLOATS),
                "Column id already exists; choose another name for the output column, or drop it first. "
                        + "Existing: id, features, label");
        assertRefused(
                create("b").setPredictionCol("features"),
                schema(FLOATS, FLOATS),
                "Column features already exists; choose another name for the output column, or drop it first. "
                        + "Existing: id, features, label");
        assertRefused(
                create("c").setAngleCol("label"),
                schema(FLOATS, FLOATS),
                "Column label already exists; choose another name for the output column, or drop it first. "
                        + "Existing: id, features, label, prediction");
        assertRefused(
                create("d").setAngleCol("prediction"),
                schema(FLOATS, FLOATS),
                "predictionCol and angleCol must have two names, but both are prediction");
    }

    final void assertRefused(S stage, StructType schema, String message) {
        assertThatThrownBy(() -> stage.transformSchema(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @SuppressWarnings("unchecked")
    private S typed(PipelineStage stage) {
        return (S) stage;
    }
}
