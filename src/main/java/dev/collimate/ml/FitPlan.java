package dev.collimate.ml;

import dev.collimate.data.PairShape;
import dev.collimate.distributed.AggregatorChoice;
import dev.collimate.distributed.AggregatorPlan;
import dev.collimate.distributed.BlockSource;
import dev.collimate.distributed.DriverBudget;
import dev.collimate.map.Maps;
import dev.collimate.map.OrthogonalMap;
import dev.collimate.map.VectorMap;
import dev.collimate.objective.CurvatureSums;
import dev.collimate.objective.MomentSums;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a fit does, settled once the dimensions are known and before the data are read, so that one which the driver has no
 * memory for does not fail half-way.
 *
 * @param map to be fitted
 * @param solver never auto
 * @param moments whether a pass collects moments
 */
record FitPlan(VectorMap map, String solver, boolean moments) {
    private static final Logger LOG = LoggerFactory.getLogger(FitPlan.class);

    /** Matrices of the size of the moments, or of the curvature, that decompositions hold beside them. */
    private static final int DECOMPOSITION_COPIES = 6;

    /**
     * The plan that {@code settings} ask for. Where the driver has no memory for moments or curvature, and the settings
     * leave the choice of start and solver open, the plan does without them and says so in a warning.
     *
     * @throws IllegalArgumentException if the driver has no memory for it, with what is needed, what there is and what to
     *     set
     */
    static FitPlan of(AngularRegression settings, BlockSource source) {
        return of(settings, source.shape(), source.partitions(), source.concurrentTasks(), source.budget());
    }

    static FitPlan of(
            AngularRegression settings, PairShape shape, int partitions, int concurrentTasks, DriverBudget budget) {
        VectorMap map = Maps.create(settings.mapDescription(shape.inputDim(), shape.outputDim()));
        String solver = Solvers.resolve(settings, map);
        FitPlan asked = new FitPlan(map, solver, StartPoint.needsMoments(settings, map));
        Memory memory = new Memory(settings, partitions, concurrentTasks, budget);
        DriverBudget.Need tooLarge = asked.secondMoments(memory);
        if (tooLarge != null && !asked.canDoWithout(settings)) {
            budget.require(tooLarge, asked.remedy(settings));
        }
        FitPlan plan = tooLarge == null ? asked : asked.without(settings, tooLarge, budget);
        budget.require(
                plan.passes(memory),
                sliced(settings) + "choose fewer parameters, or a solver that holds fewer vectors, as adam");
        return plan;
    }

    /** What needs are measured with. */
    private record Memory(AngularRegression settings, int partitions, int concurrentTasks, DriverBudget budget) {
        /** @param beside bytes on the driver beside the sums on their way */
        DriverBudget.Need need(String what, int parameters, long elements, long beside) {
            AggregatorPlan plan =
                    AggregatorPlan.of(settings.aggregatorChoice(), elements, partitions, concurrentTasks, budget);
            long task = Float.BYTES * (long) parameters + 2 * Double.BYTES * elements;
            return plan.need(
                    String.format(
                            Locale.ROOT,
                            "%s of %,d numbers over %d partitions by %s",
                            what,
                            elements,
                            partitions,
                            plan.choice().optionName()),
                    beside + budget.localTasks() * task);
        }
    }

    /** The first of moments and curvature that the driver has no memory for; null if there is none. */
    private DriverBudget.Need secondMoments(Memory memory) {
        if (moments) {
            long elements = MomentSums.size(map.inputDim(), map.outputDim());
            DriverBudget.Need need = memory.need(
                    "the pass of moments, for least squares and orthogonal maps,",
                    0,
                    elements,
                    DECOMPOSITION_COPIES * Double.BYTES * elements);
            if (!memory.budget().holds(need)) {
                return need;
            }
        }
        if (solver.equals(Solvers.PRECONDITIONED_LBFGS)) {
            long elements = CurvatureSums.size(map.inputDim(), map.outputDim());
            DriverBudget.Need need = memory.need(
                    "the pass of curvature, for precond-lbfgs,",
                    map.layout().size(),
                    map.layout().size() + elements,
                    DECOMPOSITION_COPIES * Double.BYTES * elements + solverBytes());
            if (!memory.budget().holds(need)) {
                return need;
            }
        }
        return null;
    }

    private DriverBudget.Need passes(Memory memory) {
        int parameters = map.layout().size();
        return memory.need("a pass of the gradient", parameters, parameters, solverBytes());
    }

    /** The solver's own vectors, and the parameters as they are broadcast: as floats, and those as bytes. */
    private long solverBytes() {
        return (long) map.layout().size() * (Solvers.vectors(solver) * Double.BYTES + 2 * Float.BYTES);
    }

    private boolean canDoWithout(AngularRegression settings) {
        boolean startIsOpen =
                !moments || settings.getInitMode().equals(StartPoint.AUTO) && !StartPoint.pullsToOrthogonal(settings);
        boolean solverIsOpen = settings.getSolver().equals(Solvers.AUTO)
                || !solver.equals(Solvers.PRECONDITIONED_LBFGS) && !solver.equals(Solvers.CLOSED_FORM);
        return !(map instanceof OrthogonalMap) && startIsOpen && solverIsOpen;
    }

    private String remedy(AngularRegression settings) {
        String instead = map instanceof OrthogonalMap ? "--map linear with " : "";
        String leftOut = StartPoint.pullsToOrthogonal(settings) ? ", and leave --pull-to out" : "";
        return sliced(settings) + "choose " + instead + "--init-mode random and --solver lbfgs, which need none of this"
                + leftOut;
    }

    private static String sliced(AngularRegression settings) {
        return settings.aggregatorChoice() == AggregatorChoice.INDEXED_COLLECT
                ? "choose --aggregator sliced-reduce, or "
                : "";
    }

    private FitPlan without(AngularRegression settings, DriverBudget.Need tooLarge, DriverBudget budget) {
        String left = solver.equals(Solvers.PRECONDITIONED_LBFGS) ? Solvers.LBFGS : solver;
        String start = settings.isSet(settings.initialModel()) ? "the initial model's" : "random";
        LOG.warn(
                "{}",
                budget.shortage(
                        tooLarge,
                        sliced(settings) + "expect many more passes: " + left + " runs from " + start + " parameters"));
        return new FitPlan(map, left, false);
    }
}
