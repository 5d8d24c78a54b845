package dev.collimate.sql;

import dev.collimate.rows.Seqs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Alias$;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.AtLeastNNonNulls;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ConditionalExpression;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.LambdaFunction;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.expressions.TryEval;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Takes every {@link MapVector} out of a plan's projections into a {@link MapVectorExec} below them. Three kinds stay, and
 * compute row by row: what a condition may leave out, as AND and OR may their right sides, or may fail in, as try functions; what a
 * lambda function holds, whose variables have values inside it alone; and what has an argument that is not deterministic, whose
 * state Spark's own projection sets up.
 */
final class MapVectorBatches extends Rule<SparkPlan> {
    @Override
    public SparkPlan apply(SparkPlan plan) {
        List<SparkPlan> children = new ArrayList<>();
        boolean changed = false;
        for (SparkPlan child : CollectionConverters.asJava(plan.children())) {
            SparkPlan rewritten = apply(child);
            changed |= rewritten != child;
            children.add(rewritten);
        }
        SparkPlan updated = changed ? plan.withNewChildren(Seqs.copyOf(children)) : plan;
        return updated instanceof ProjectExec project ? new Projection(project).rewritten() : updated;
    }

    /** One projection on its way. */
    private static final class Projection {
        private final ProjectExec project;
        private final Map<Expression, Attribute> columns = new LinkedHashMap<>();
        private SparkPlan below;

        Projection(ProjectExec project) {
            this.project = project;
            this.below = project.child();
        }

        SparkPlan rewritten() {
            List<NamedExpression> list = new ArrayList<>();
            for (NamedExpression item : CollectionConverters.asJava(project.projectList())) {
                list.add((NamedExpression) replaced((Expression) item));
            }
            return columns.isEmpty() ? project : new ProjectExec(Seqs.copyOf(list), below);
        }

        private Expression replaced(Expression expression) {
            List<Expression> children = new ArrayList<>();
            boolean changed = false;
            int always = alwaysEvaluated(expression);
            for (Expression child : CollectionConverters.asJava(expression.children())) {
                Expression rewritten = children.size() < always ? replaced(child) : child;
                changed |= rewritten != child;
                children.add(rewritten);
            }
            Expression updated = changed ? expression.withNewChildren(Seqs.copyOf(children)) : expression;
            return updated instanceof MapVector mapping && mapping.deterministic()
                    ? (Expression) columns.computeIfAbsent(mapping.canonicalized(), key -> column(mapping))
                    : updated;
        }

        /** How many of its children, from the first on, an expression evaluates for every row, and lets errors of theirs through. */
        private static int alwaysEvaluated(Expression expression) {
            if (expression instanceof ConditionalExpression
                    || expression instanceof LambdaFunction
                    || expression instanceof TryEval) {
                return 0;
            }
            boolean stopsEarly = expression instanceof And
                    || expression instanceof Or
                    || expression instanceof In
                    || expression instanceof AtLeastNNonNulls;
            return stopsEarly ? 1 : expression.children().size();
        }

        private Attribute column(MapVector mapping) {
            Alias alias = Alias$.MODULE$.apply(
                    mapping, MapVector.NAME, NamedExpression.newExprId(), Seqs.of(), Option.empty(), Seqs.of());
            Attribute attribute = alias.toAttribute();
            below = new MapVectorExec(mapping, attribute, below);
            return attribute;
        }
    }
}
