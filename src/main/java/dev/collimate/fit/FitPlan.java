package dev.collimate.fit;

import dev.collimate.cluster.DriverBudget;
import dev.collimate.data.PairShape;
import dev.collimate.distributed.BlockSource;
import dev.collimate.map.LinearMap;
import dev.collimate.map.Maps;
import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;
import dev.collimate.moments.MapMethodsFactory;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a fit does, settled once the dimensions of a usable row are known and before the data are read, so that one which the
 * driver has no memory for does not fail half-way; settled anew if most rows turn out to have others.
 *
 * @param map to be fitted
 * @param solver never auto
 * @param moments whether a pass collects moments
 * @param outputLayer the map, where another pass collects moments of its hidden units, to solve its last layer; else empty
 * @param spreads whether maps whose predictions are spread out are among those to choose from
 */
public record FitPlan(
        VectorMap map, String solver, boolean moments, Optional<PerceptronMap> outputLayer, boolean spreads) {
    private static final Logger LOG = LoggerFactory.getLogger(FitPlan.class);

    /**
     * Checks what can be told before there are data.
     *
     * @throws IllegalArgumentException if the settings contradict each other
     */
    public static void requirePossible(FitSettings settings) {
        if (settings.map().leavesMapOpen()) {
            AutomaticSettings.require(settings);
            return;
        }
        VectorMap map = Maps.create(settings.map().betweenShortest());
        settings.spread().requireFor(map);
        if (settings.spread().changes() && settings.validation().selection().isPresent()) {
            throw new SettingsException(
                    "{spread} spreads the predictions of the fitted map alone, but {select} may choose"
                            + " another map; leave one of them out");
        }
        String solver = Solvers.resolve(settings, map);
        StartPoint.needsMoments(settings, map);
        SolvedLayerSettings.isAskedFor(settings, map, solver);
    }

    /**
     * The plan that {@code settings} ask for. Where the driver has no memory for moments or curvature, and the settings
     * leave the choice of start and solver open, the plan does without them and says so in a warning.
     *
     * @throws IllegalArgumentException if the driver has no memory for it, with what is needed, what there is and what to
     *     set
     */
    public static FitPlan of(FitSettings settings, BlockSource source) {
        return of(settings, source.shape(), resources(source));
    }

    static Resources resources(BlockSource source) {
        return new Resources(source.partitions(), source.concurrentTasks(), source.budget(), source.executors());
    }

    static FitPlan of(FitSettings settings, PairShape shape, Resources resources) {
        return settings.map().leavesMapOpen()
                ? largest(settings, shape, resources).withSpreads(settings, shape, resources)
                : of(settings, asked(settings, shape), resources).withCandidates(settings, resources);
    }

    /** Of the map auto: with the largest network that there is memory for; of those left out a warning tells. */
    private static FitPlan largest(FitSettings settings, PairShape shape, Resources resources) {
        int inputDim = shape.inputDim();
        int outputDim = shape.outputDim();
        // Refuses where not even this much is there.
        FitPlan least = of(settings, asked(settings, new LinearMap(inputDim, outputDim, true)), resources);
        for (int k = AutomaticSettings.UNITS.size() - 1; k >= 0; k--) {
            int units = AutomaticSettings.UNITS.get(k);
            VectorMap network = Maps.create(settings.map().network(inputDim, outputDim, units));
            try {
                return of(settings, asked(settings, network), resources);
            } catch (SettingsException e) {
                LOG.warn("the network of {} units is left out of what is chosen from: {}", units, e.getMessage());
            }
        }
        return least;
    }

    /** With spreads of its maps where they are wanted and there is memory for them; else a warning tells of it. */
    private FitPlan withSpreads(FitSettings settings, PairShape shape, Resources resources) {
        if (!AutomaticSettings.spreads(settings)) {
            return this;
        }
        return withSpreads(new CandidateMemory(AutomaticMaps.of(settings, shape, outputLayer)).shortage(resources));
    }

    private FitPlan withCandidates(FitSettings settings, Resources resources) {
        return Candidates.spreadsIfRoom(settings, map, resources)
                .map(this::withSpreads)
                .orElse(this);
    }

    private FitPlan withSpreads(Optional<String> shortage) {
        shortage.ifPresent(numbers -> LOG.warn("spread maps are left out of what is chosen from: {}", numbers));
        return new FitPlan(map, solver, moments, outputLayer, shortage.isEmpty());
    }

    private static FitPlan of(FitSettings settings, FitPlan wanted, Resources resources) {
        DriverBudget budget = resources.budget();
        PassMemory memory = new PassMemory(settings, resources.partitions(), resources.concurrentTasks(), budget);
        FitPlan asked = wanted.withCurvatureIfRoom(memory, resources);
        DriverBudget.Need tooLarge = asked.secondMoments(memory);
        if (tooLarge != null) {
            DriverBudget.Need gradient = asked.passes(memory);
            tooLarge = budget.holds(gradient) ? tooLarge : both(tooLarge, gradient);
        }
        if (tooLarge != null && !asked.canDoWithout(settings)) {
            throw MemoryShortage.ofMoments(settings, asked.map, tooLarge, budget);
        }
        FitPlan plan = tooLarge == null ? asked : asked.without();
        DriverBudget.Need passes = plan.passes(memory);
        if (!budget.holds(passes)) {
            throw MemoryShortage.ofPasses(settings, plan.solver, tooLarge == null ? passes : tooLarge, budget);
        }
        if (plan.outputLayer.isPresent()) {
            plan.hiddenMemory(settings).shortage(settings, resources).ifPresent(shortage -> {
                throw shortage;
            });
        }
        if (tooLarge != null) {
            LOG.warn("{}", MemoryShortage.ofMorePasses(settings, plan.solver, tooLarge, budget));
        }
        return plan;
    }

    /** A network that auto would search by its curvature is searched without it where there is no memory for that alone. */
    private FitPlan withCurvatureIfRoom(PassMemory memory, Resources resources) {
        FitSettings settings = memory.settings();
        if (!solver.equals(Solvers.PRECONDITIONED_LBFGS)
                || !MapMethodsFactory.of(map).hasHiddenLayers()) {
            return this;
        }
        Optional<SettingsException> curvature =
                CurvatureNeed.of(settings, map).shortage(memory, resources.executors(), solverBytes());
        Optional<SettingsException> hidden =
                outputLayer.flatMap(layer -> hiddenMemory(settings).shortage(settings, resources));
        Optional<SettingsException> all =
                Stream.of(curvature, hidden).flatMap(Optional::stream).reduce(SettingsException::and);
        if (all.isEmpty()) {
            return this;
        }
        SearchSettings search = settings.search();
        boolean solutionIsAsked = search.initMode().equals(StartPoint.LEAST_SQUARES)
                || search.ridge().isPresent();
        if (!search.solver().equals(Solvers.AUTO)) {
            throw all.get();
        }
        if (hidden.isPresent() && solutionIsAsked) {
            throw hidden.get();
        }
        String start = hidden.isPresent() ? "; the search starts without the solved last layer" : "";
        LOG.warn(
                "{} is searched by lbfgs, in many more passes{}: {}",
                map.name(),
                start,
                all.get().getMessage());
        return new FitPlan(map, Solvers.LBFGS, moments, hidden.isPresent() ? Optional.empty() : outputLayer, spreads);
    }

    private static Optional<PerceptronMap> outputLayer(FitSettings settings, VectorMap map, String solver) {
        return SolvedLayerSettings.isAskedFor(settings, map, solver)
                ? Optional.of((PerceptronMap) map)
                : Optional.empty();
    }

    static FitPlan asked(FitSettings settings, PairShape shape) {
        return asked(settings, Maps.create(settings.map().between(shape.inputDim(), shape.outputDim())));
    }

    private static FitPlan asked(FitSettings settings, VectorMap map) {
        String solver = Solvers.resolve(settings, map);
        return new FitPlan(
                map, solver, StartPoint.needsMoments(settings, map), outputLayer(settings, map, solver), false);
    }

    private HiddenMemory hiddenMemory(FitSettings settings) {
        return new HiddenMemory(
                outputLayer.orElseThrow(), SolvedLayerSettings.ridge(settings).isChosen());
    }

    /** What the plan needs of the driver, each at its most. */
    DriverBudget.Need need(FitSettings settings, Resources resources) {
        PassMemory memory =
                new PassMemory(settings, resources.partitions(), resources.concurrentTasks(), resources.budget());
        DriverBudget.Need need = new SecondMomentMemory(map, solver, moments)
                .needs(memory, solverBytes()).stream().reduce(passes(memory), (all, one) -> both(one, all));
        return outputLayer.isPresent() ? both(hiddenMemory(settings).need(settings, resources), need) : need;
    }

    /** What moments and curvature need of what the driver has not, each at its most; null if it has memory for both. */
    private DriverBudget.Need secondMoments(PassMemory memory) {
        DriverBudget.Need tooLarge = null;
        for (DriverBudget.Need need : new SecondMomentMemory(map, solver, moments).needs(memory, solverBytes())) {
            tooLarge = memory.budget().holds(need) ? tooLarge : both(tooLarge, need);
        }
        return tooLarge;
    }

    /** One need that is met only if both are, so that whoever meets it does not learn of the next one then. */
    private static DriverBudget.Need both(DriverBudget.Need first, DriverBudget.Need second) {
        if (first == null) {
            return second;
        }
        return new DriverBudget.Need(
                first.what() + " and " + second.what(),
                Math.max(first.results(), second.results()),
                Math.max(first.taskResult(), second.taskResult()),
                Math.max(first.heap(), second.heap()));
    }

    private DriverBudget.Need passes(PassMemory memory) {
        int parameters = map.layout().size();
        return memory.need("a pass of the gradient", parameters, parameters, solverBytes());
    }

    /** The solver's own vectors, and the parameters as they are broadcast: as floats, and those as bytes. */
    private long solverBytes() {
        return (long) map.layout().size() * (Solvers.vectors(solver) * Double.BYTES + 2 * Float.BYTES);
    }

    private boolean canDoWithout(FitSettings settings) {
        SearchSettings search = settings.search();
        boolean startIsOpen =
                !moments || search.initMode().equals(StartPoint.AUTO) && !StartPoint.pullsToOrthogonal(search);
        boolean solverIsOpen = search.solver().equals(Solvers.AUTO)
                || !solver.equals(Solvers.PRECONDITIONED_LBFGS) && !solver.equals(Solvers.CLOSED_FORM);
        // What needs moments whatever the start: candidates to choose from, a ridge that was asked for.
        boolean fixed = settings.map().leavesMapOpen()
                || settings.validation().selection().isPresent()
                || search.ridge().isPresent();
        return MapMethodsFactory.of(map).isSearched() && startIsOpen && solverIsOpen && !fixed;
    }

    private FitPlan without() {
        boolean fromMoments = solver.equals(Solvers.PRECONDITIONED_LBFGS) || solver.equals(Solvers.CLOSED_FORM);
        return new FitPlan(map, fromMoments ? Solvers.LBFGS : solver, false, Optional.empty(), false);
    }
}
