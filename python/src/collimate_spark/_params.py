"""Parameters of the stages. Generated from the Java declarations: mvn -q -P figures test \
-Dsuite.class=dev.collimate.ml.PythonParams writes this file."""

from typing import Any, List, TypeVar

from pyspark.ml.param import Param, Params, TypeConverters

_S = TypeVar("_S", bound=Params)

#: Metrics of AngleEvaluator of which the larger value is the better one.
LARGER_IS_BETTER = frozenset(["meanCosine","within"])


class _AngularRegressionParams(Params):
    """Parameters of :class:`AngularRegression`.

    * ``activation``: activation of the hidden layers of the mlp: relu, tanh, gelu (default: "relu")
    * ``aggregator``: how the sums of tasks reach the driver: indexed-collect (each task sends all of them), sliced-reduce (tasks add slices first), or auto: the faster one whose results fit the driver; the model is the same (default: "auto")
    * ``angleCol``: column to add: angle between prediction and label, in radians; not set: none
    * ``badRows``: what to do with unusable rows: fail (an error with the reasons), skip (leave them out and count them) or, for predictions, null (keep them with a null prediction) (default: "fail")
    * ``batchFraction``: fraction of the blocks in a mini-batch, 1/k for a whole k; 1: full passes (default: 1.0)
    * ``blas``: library of the matrix products: native (OpenBLAS), vector (Java's Vector API), java, or auto: the first of these that loads (default: "auto")
    * ``blockSize``: rows per block; 0: chosen from the dimensions (default: 0)
    * ``checkpointDir``: directory for the state of the fit, from which the same settings and rows go on; one folder a fit, so that fits may share it
    * ``checkpointSeconds``: least seconds between two checkpoints; 0: one after every pass (default: 300)
    * ``clipNorm``: largest norm of a gradient; longer ones are clipped to it; not set: no clipping
    * ``featuresCol``: column of input vectors x (default: "features")
    * ``fitIntercept``: whether the map has an intercept; for the orthogonal map: whether it is centred (default: True)
    * ``gradientTol``: stop when the norm of the gradient is at most this (default: 0.0)
    * ``initMode``: start of the search: least-squares (for low-rank: reduced-rank regression), random, or auto: least-squares where the map has it and the loss aligns vectors, else random, with the first layer of an mlp scaled to the inputs (default: "auto")
    * ``initialModel``: directory of a model of the same shape to start from, in place of initMode
    * ``labelCol``: column of actual vectors y (default: "label")
    * ``layers``: layer sizes of the mlp, inputDim first, outputDim last
    * ``loss``: loss per row: cosine, negative-cosine, axial, absolute-cosine, angle, squared-angle, cosine-embedding (default: "cosine")
    * ``map``: kind of map: linear, orthogonal, low-rank, mlp; or auto: all that follow from moments, of which the rows held out choose one (default: "linear")
    * ``mapped``: side that is mapped, for select by search results: query (mapped x asks y) or store (y asks mapped x)
    * ``margin``: margin of the loss cosine-embedding, as a cosine in [-1, 1] (default: 0.0)
    * ``maxIter``: most accepted steps; on mini-batches, epochs (not set: 100, and solver auto ends where the last layer of an mlp is solved)
    * ``maxSkippedFraction``: largest fraction of the rows that a fit or an evaluation may skip, in [0, 1]; more is an error (default: 0.5)
    * ``momentum``: momentum of gd where stepSize is set, in [0, 1) (default: 0.0)
    * ``nesterov``: whether gd uses Nesterov momentum (default: False)
    * ``numPartitions``: most tasks per pass; 0: one per 16 MiB of input, at most its splits (default: 0)
    * ``patience``: early stopping: most steps without a lower mean validation angle; the best state is returned; not set: no early stopping
    * ``predictionCol``: column of predicted vectors (default: "prediction")
    * ``predictionType``: type of the prediction column, one of array<float>, array<double>, vector; not set: that of the label column in training
    * ``pullTo``: reference W0 of regParam and weightDecay: start (of the search) or, for the linear map, orthogonal (the orthogonal map, centred if there is an intercept, at the scale of the best least-squares fit) (default: "start")
    * ``rank``: rank of the low-rank map, in [1, min(inputDim, outputDim)]
    * ``reduction``: reduction of the losses of rows: mean (weighted) or sum (default: "mean")
    * ``regParam``: strength lambda of the penalty lambda / 2 * |W - W0|^2, intercepts excepted; pullTo names W0, which is never 0: an angular loss with a penalty towards 0 has no minimum; also the ridge of least squares (default: 0.0)
    * ``residual``: skip connection: the low-rank map adds x to its output, the mlp a linear map of x (default: False)
    * ``ridge``: ridge of least squares, as a share of the mean variance of what it weighs: of the last layer of an mlp where it is solved, of a linear or low-rank map where it is set; at least 0, or auto (of an mlp also where it is not set): chosen by a fifth of the rows that are held back in the same pass
    * ``rowKeyCol``: column of row keys for the hash of validationFraction (not set: the position of the row is hashed); with validationIndicatorCol, keys on both sides give a warning
    * ``schedule``: schedule of the learning rate over maxIter: constant, step (times 0.1 after each third) or cosine (down to 0) (default: "constant")
    * ``seed``: seed of all random choices (default: 0)
    * ``select``: measure on the validation rows that chooses among the fitted map, orthogonal maps and least squares of several ridges, for map auto among its maps; unless by meanAngle also spreads of the fitted map and of least squares, or of those maps: meanAngle, recall@1, recall@10, recall@100, recall1@10, recall1@100, recall10@100, recall10@200, mrr, selfMrr, ndcg@10; not set: the fitted map
    * ``solver``: solver: auto, precond-lbfgs, lbfgs, gd, adam, adamw, closed-form; auto: by the kind of map (default: "auto")
    * ``spread``: how far predictions are spread out to the covariance of unit actuals after the fit, in [0, 1], by one more pass: raises the recall of neighbours and the angle; 0: not at all (default: 0.0)
    * ``spreadScale``: what the distances of predictions from the mean unit actual are multiplied by after the fit (default: 1.0)
    * ``stepSize``: step size of gd (not set: found by backtracking) or learning rate of adam and adamw (not set: 0.001)
    * ``targetCol``: column of targets, +1 or -1; needed by the loss cosine-embedding, read by no other
    * ``tol``: relative tolerance: stop when an accepted step changes the objective by at most this fraction (default: 1.0E-6)
    * ``validationFraction``: fraction of the rows held out for validation, in [0, 1), by a hash of the seed and the row key (default: 0.0)
    * ``validationIndicatorCol``: column that marks validation rows: true or 1, as boolean, number or text; or validationValue
    * ``validationValue``: value of validationIndicatorCol, as text, that marks validation rows; not set: true or 1
    * ``warmUp``: fraction of the run with a linear warm-up of the learning rate, in [0, 1) (default: 0.0)
    * ``weightCol``: column of row weights, at least 0; not set: all weights are 1
    * ``weightDecay``: decoupled weight decay of adamw towards the reference of pullTo, per unit of learning rate; not of intercepts (default: 0.01)
    """

    activation: "Param[str]" = Param(
        Params._dummy(),
        "activation",
        "activation of the hidden layers of the mlp: relu, tanh, gelu",
        typeConverter=TypeConverters.toString,
    )
    aggregator: "Param[str]" = Param(
        Params._dummy(),
        "aggregator",
        "how the sums of tasks reach the driver: indexed-collect (each task sends all of them), sliced-reduce (tasks add slices first), or auto: the faster one whose results fit the driver; the model is the same",
        typeConverter=TypeConverters.toString,
    )
    angleCol: "Param[str]" = Param(
        Params._dummy(),
        "angleCol",
        "column to add: angle between prediction and label, in radians; not set: none",
        typeConverter=TypeConverters.toString,
    )
    badRows: "Param[str]" = Param(
        Params._dummy(),
        "badRows",
        "what to do with unusable rows: fail (an error with the reasons), skip (leave them out and count them) or, for predictions, null (keep them with a null prediction)",
        typeConverter=TypeConverters.toString,
    )
    batchFraction: "Param[float]" = Param(
        Params._dummy(),
        "batchFraction",
        "fraction of the blocks in a mini-batch, 1/k for a whole k; 1: full passes",
        typeConverter=TypeConverters.toFloat,
    )
    blas: "Param[str]" = Param(
        Params._dummy(),
        "blas",
        "library of the matrix products: native (OpenBLAS), vector (Java's Vector API), java, or auto: the first of these that loads",
        typeConverter=TypeConverters.toString,
    )
    blockSize: "Param[int]" = Param(
        Params._dummy(),
        "blockSize",
        "rows per block; 0: chosen from the dimensions",
        typeConverter=TypeConverters.toInt,
    )
    checkpointDir: "Param[str]" = Param(
        Params._dummy(),
        "checkpointDir",
        "directory for the state of the fit, from which the same settings and rows go on; one folder a fit, so that fits may share it",
        typeConverter=TypeConverters.toString,
    )
    checkpointSeconds: "Param[int]" = Param(
        Params._dummy(),
        "checkpointSeconds",
        "least seconds between two checkpoints; 0: one after every pass",
        typeConverter=TypeConverters.toInt,
    )
    clipNorm: "Param[float]" = Param(
        Params._dummy(),
        "clipNorm",
        "largest norm of a gradient; longer ones are clipped to it; not set: no clipping",
        typeConverter=TypeConverters.toFloat,
    )
    featuresCol: "Param[str]" = Param(
        Params._dummy(),
        "featuresCol",
        "column of input vectors x",
        typeConverter=TypeConverters.toString,
    )
    fitIntercept: "Param[bool]" = Param(
        Params._dummy(),
        "fitIntercept",
        "whether the map has an intercept; for the orthogonal map: whether it is centred",
        typeConverter=TypeConverters.toBoolean,
    )
    gradientTol: "Param[float]" = Param(
        Params._dummy(),
        "gradientTol",
        "stop when the norm of the gradient is at most this",
        typeConverter=TypeConverters.toFloat,
    )
    initMode: "Param[str]" = Param(
        Params._dummy(),
        "initMode",
        "start of the search: least-squares (for low-rank: reduced-rank regression), random, or auto: least-squares where the map has it and the loss aligns vectors, else random, with the first layer of an mlp scaled to the inputs",
        typeConverter=TypeConverters.toString,
    )
    initialModel: "Param[str]" = Param(
        Params._dummy(),
        "initialModel",
        "directory of a model of the same shape to start from, in place of initMode",
        typeConverter=TypeConverters.toString,
    )
    labelCol: "Param[str]" = Param(
        Params._dummy(),
        "labelCol",
        "column of actual vectors y",
        typeConverter=TypeConverters.toString,
    )
    layers: "Param[List[int]]" = Param(
        Params._dummy(),
        "layers",
        "layer sizes of the mlp, inputDim first, outputDim last",
        typeConverter=TypeConverters.toListInt,
    )
    loss: "Param[str]" = Param(
        Params._dummy(),
        "loss",
        "loss per row: cosine, negative-cosine, axial, absolute-cosine, angle, squared-angle, cosine-embedding",
        typeConverter=TypeConverters.toString,
    )
    map: "Param[str]" = Param(
        Params._dummy(),
        "map",
        "kind of map: linear, orthogonal, low-rank, mlp; or auto: all that follow from moments, of which the rows held out choose one",
        typeConverter=TypeConverters.toString,
    )
    mapped: "Param[str]" = Param(
        Params._dummy(),
        "mapped",
        "side that is mapped, for select by search results: query (mapped x asks y) or store (y asks mapped x)",
        typeConverter=TypeConverters.toString,
    )
    margin: "Param[float]" = Param(
        Params._dummy(),
        "margin",
        "margin of the loss cosine-embedding, as a cosine in [-1, 1]",
        typeConverter=TypeConverters.toFloat,
    )
    maxIter: "Param[int]" = Param(
        Params._dummy(),
        "maxIter",
        "most accepted steps; on mini-batches, epochs (not set: 100, and solver auto ends where the last layer of an mlp is solved)",
        typeConverter=TypeConverters.toInt,
    )
    maxSkippedFraction: "Param[float]" = Param(
        Params._dummy(),
        "maxSkippedFraction",
        "largest fraction of the rows that a fit or an evaluation may skip, in [0, 1]; more is an error",
        typeConverter=TypeConverters.toFloat,
    )
    momentum: "Param[float]" = Param(
        Params._dummy(),
        "momentum",
        "momentum of gd where stepSize is set, in [0, 1)",
        typeConverter=TypeConverters.toFloat,
    )
    nesterov: "Param[bool]" = Param(
        Params._dummy(),
        "nesterov",
        "whether gd uses Nesterov momentum",
        typeConverter=TypeConverters.toBoolean,
    )
    numPartitions: "Param[int]" = Param(
        Params._dummy(),
        "numPartitions",
        "most tasks per pass; 0: one per 16 MiB of input, at most its splits",
        typeConverter=TypeConverters.toInt,
    )
    patience: "Param[int]" = Param(
        Params._dummy(),
        "patience",
        "early stopping: most steps without a lower mean validation angle; the best state is returned; not set: no early stopping",
        typeConverter=TypeConverters.toInt,
    )
    predictionCol: "Param[str]" = Param(
        Params._dummy(),
        "predictionCol",
        "column of predicted vectors",
        typeConverter=TypeConverters.toString,
    )
    predictionType: "Param[str]" = Param(
        Params._dummy(),
        "predictionType",
        "type of the prediction column, one of array<float>, array<double>, vector; not set: that of the label column in training",
        typeConverter=TypeConverters.toString,
    )
    pullTo: "Param[str]" = Param(
        Params._dummy(),
        "pullTo",
        "reference W0 of regParam and weightDecay: start (of the search) or, for the linear map, orthogonal (the orthogonal map, centred if there is an intercept, at the scale of the best least-squares fit)",
        typeConverter=TypeConverters.toString,
    )
    rank: "Param[int]" = Param(
        Params._dummy(),
        "rank",
        "rank of the low-rank map, in [1, min(inputDim, outputDim)]",
        typeConverter=TypeConverters.toInt,
    )
    reduction: "Param[str]" = Param(
        Params._dummy(),
        "reduction",
        "reduction of the losses of rows: mean (weighted) or sum",
        typeConverter=TypeConverters.toString,
    )
    regParam: "Param[float]" = Param(
        Params._dummy(),
        "regParam",
        "strength lambda of the penalty lambda / 2 * |W - W0|^2, intercepts excepted; pullTo names W0, which is never 0: an angular loss with a penalty towards 0 has no minimum; also the ridge of least squares",
        typeConverter=TypeConverters.toFloat,
    )
    residual: "Param[bool]" = Param(
        Params._dummy(),
        "residual",
        "skip connection: the low-rank map adds x to its output, the mlp a linear map of x",
        typeConverter=TypeConverters.toBoolean,
    )
    ridge: "Param[str]" = Param(
        Params._dummy(),
        "ridge",
        "ridge of least squares, as a share of the mean variance of what it weighs: of the last layer of an mlp where it is solved, of a linear or low-rank map where it is set; at least 0, or auto (of an mlp also where it is not set): chosen by a fifth of the rows that are held back in the same pass",
        typeConverter=TypeConverters.toString,
    )
    rowKeyCol: "Param[str]" = Param(
        Params._dummy(),
        "rowKeyCol",
        "column of row keys for the hash of validationFraction (not set: the position of the row is hashed); with validationIndicatorCol, keys on both sides give a warning",
        typeConverter=TypeConverters.toString,
    )
    schedule: "Param[str]" = Param(
        Params._dummy(),
        "schedule",
        "schedule of the learning rate over maxIter: constant, step (times 0.1 after each third) or cosine (down to 0)",
        typeConverter=TypeConverters.toString,
    )
    seed: "Param[int]" = Param(
        Params._dummy(),
        "seed",
        "seed of all random choices",
        typeConverter=TypeConverters.toInt,
    )
    select: "Param[str]" = Param(
        Params._dummy(),
        "select",
        "measure on the validation rows that chooses among the fitted map, orthogonal maps and least squares of several ridges, for map auto among its maps; unless by meanAngle also spreads of the fitted map and of least squares, or of those maps: meanAngle, recall@1, recall@10, recall@100, recall1@10, recall1@100, recall10@100, recall10@200, mrr, selfMrr, ndcg@10; not set: the fitted map",
        typeConverter=TypeConverters.toString,
    )
    solver: "Param[str]" = Param(
        Params._dummy(),
        "solver",
        "solver: auto, precond-lbfgs, lbfgs, gd, adam, adamw, closed-form; auto: by the kind of map",
        typeConverter=TypeConverters.toString,
    )
    spread: "Param[float]" = Param(
        Params._dummy(),
        "spread",
        "how far predictions are spread out to the covariance of unit actuals after the fit, in [0, 1], by one more pass: raises the recall of neighbours and the angle; 0: not at all",
        typeConverter=TypeConverters.toFloat,
    )
    spreadScale: "Param[float]" = Param(
        Params._dummy(),
        "spreadScale",
        "what the distances of predictions from the mean unit actual are multiplied by after the fit",
        typeConverter=TypeConverters.toFloat,
    )
    stepSize: "Param[float]" = Param(
        Params._dummy(),
        "stepSize",
        "step size of gd (not set: found by backtracking) or learning rate of adam and adamw (not set: 0.001)",
        typeConverter=TypeConverters.toFloat,
    )
    targetCol: "Param[str]" = Param(
        Params._dummy(),
        "targetCol",
        "column of targets, +1 or -1; needed by the loss cosine-embedding, read by no other",
        typeConverter=TypeConverters.toString,
    )
    tol: "Param[float]" = Param(
        Params._dummy(),
        "tol",
        "relative tolerance: stop when an accepted step changes the objective by at most this fraction",
        typeConverter=TypeConverters.toFloat,
    )
    validationFraction: "Param[float]" = Param(
        Params._dummy(),
        "validationFraction",
        "fraction of the rows held out for validation, in [0, 1), by a hash of the seed and the row key",
        typeConverter=TypeConverters.toFloat,
    )
    validationIndicatorCol: "Param[str]" = Param(
        Params._dummy(),
        "validationIndicatorCol",
        "column that marks validation rows: true or 1, as boolean, number or text; or validationValue",
        typeConverter=TypeConverters.toString,
    )
    validationValue: "Param[str]" = Param(
        Params._dummy(),
        "validationValue",
        "value of validationIndicatorCol, as text, that marks validation rows; not set: true or 1",
        typeConverter=TypeConverters.toString,
    )
    warmUp: "Param[float]" = Param(
        Params._dummy(),
        "warmUp",
        "fraction of the run with a linear warm-up of the learning rate, in [0, 1)",
        typeConverter=TypeConverters.toFloat,
    )
    weightCol: "Param[str]" = Param(
        Params._dummy(),
        "weightCol",
        "column of row weights, at least 0; not set: all weights are 1",
        typeConverter=TypeConverters.toString,
    )
    weightDecay: "Param[float]" = Param(
        Params._dummy(),
        "weightDecay",
        "decoupled weight decay of adamw towards the reference of pullTo, per unit of learning rate; not of intercepts",
        typeConverter=TypeConverters.toFloat,
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(
            activation="relu",
            aggregator="auto",
            badRows="fail",
            batchFraction=1.0,
            blas="auto",
            blockSize=0,
            checkpointSeconds=300,
            featuresCol="features",
            fitIntercept=True,
            gradientTol=0.0,
            initMode="auto",
            labelCol="label",
            loss="cosine",
            map="linear",
            margin=0.0,
            maxSkippedFraction=0.5,
            momentum=0.0,
            nesterov=False,
            numPartitions=0,
            predictionCol="prediction",
            pullTo="start",
            reduction="mean",
            regParam=0.0,
            residual=False,
            schedule="constant",
            seed=0,
            solver="auto",
            spread=0.0,
            spreadScale=1.0,
            tol=1.0E-6,
            validationFraction=0.0,
            warmUp=0.0,
            weightDecay=0.01,
        )

    def getActivation(self) -> str:
        """The value of ``activation``, or its default."""
        return self.getOrDefault(self.activation)

    def setActivation(self: _S, value: str) -> _S:
        """Sets ``activation``."""
        return self._set(activation=value)

    def getAggregator(self) -> str:
        """The value of ``aggregator``, or its default."""
        return self.getOrDefault(self.aggregator)

    def setAggregator(self: _S, value: str) -> _S:
        """Sets ``aggregator``."""
        return self._set(aggregator=value)

    def getAngleCol(self) -> str:
        """The value of ``angleCol``; KeyError where it has none."""
        return self.getOrDefault(self.angleCol)

    def setAngleCol(self: _S, value: str) -> _S:
        """Sets ``angleCol``."""
        return self._set(angleCol=value)

    def getBadRows(self) -> str:
        """The value of ``badRows``, or its default."""
        return self.getOrDefault(self.badRows)

    def setBadRows(self: _S, value: str) -> _S:
        """Sets ``badRows``."""
        return self._set(badRows=value)

    def getBatchFraction(self) -> float:
        """The value of ``batchFraction``, or its default."""
        return self.getOrDefault(self.batchFraction)

    def setBatchFraction(self: _S, value: float) -> _S:
        """Sets ``batchFraction``."""
        return self._set(batchFraction=value)

    def getBlas(self) -> str:
        """The value of ``blas``, or its default."""
        return self.getOrDefault(self.blas)

    def setBlas(self: _S, value: str) -> _S:
        """Sets ``blas``."""
        return self._set(blas=value)

    def getBlockSize(self) -> int:
        """The value of ``blockSize``, or its default."""
        return self.getOrDefault(self.blockSize)

    def setBlockSize(self: _S, value: int) -> _S:
        """Sets ``blockSize``."""
        return self._set(blockSize=value)

    def getCheckpointDir(self) -> str:
        """The value of ``checkpointDir``; KeyError where it has none."""
        return self.getOrDefault(self.checkpointDir)

    def setCheckpointDir(self: _S, value: str) -> _S:
        """Sets ``checkpointDir``."""
        return self._set(checkpointDir=value)

    def getCheckpointSeconds(self) -> int:
        """The value of ``checkpointSeconds``, or its default."""
        return self.getOrDefault(self.checkpointSeconds)

    def setCheckpointSeconds(self: _S, value: int) -> _S:
        """Sets ``checkpointSeconds``."""
        return self._set(checkpointSeconds=value)

    def getClipNorm(self) -> float:
        """The value of ``clipNorm``; KeyError where it has none."""
        return self.getOrDefault(self.clipNorm)

    def setClipNorm(self: _S, value: float) -> _S:
        """Sets ``clipNorm``."""
        return self._set(clipNorm=value)

    def getFeaturesCol(self) -> str:
        """The value of ``featuresCol``, or its default."""
        return self.getOrDefault(self.featuresCol)

    def setFeaturesCol(self: _S, value: str) -> _S:
        """Sets ``featuresCol``."""
        return self._set(featuresCol=value)

    def getFitIntercept(self) -> bool:
        """The value of ``fitIntercept``, or its default."""
        return self.getOrDefault(self.fitIntercept)

    def setFitIntercept(self: _S, value: bool) -> _S:
        """Sets ``fitIntercept``."""
        return self._set(fitIntercept=value)

    def getGradientTol(self) -> float:
        """The value of ``gradientTol``, or its default."""
        return self.getOrDefault(self.gradientTol)

    def setGradientTol(self: _S, value: float) -> _S:
        """Sets ``gradientTol``."""
        return self._set(gradientTol=value)

    def getInitMode(self) -> str:
        """The value of ``initMode``, or its default."""
        return self.getOrDefault(self.initMode)

    def setInitMode(self: _S, value: str) -> _S:
        """Sets ``initMode``."""
        return self._set(initMode=value)

    def getInitialModel(self) -> str:
        """The value of ``initialModel``; KeyError where it has none."""
        return self.getOrDefault(self.initialModel)

    def setInitialModel(self: _S, value: str) -> _S:
        """Sets ``initialModel``."""
        return self._set(initialModel=value)

    def getLabelCol(self) -> str:
        """The value of ``labelCol``, or its default."""
        return self.getOrDefault(self.labelCol)

    def setLabelCol(self: _S, value: str) -> _S:
        """Sets ``labelCol``."""
        return self._set(labelCol=value)

    def getLayers(self) -> List[int]:
        """The value of ``layers``; KeyError where it has none."""
        return self.getOrDefault(self.layers)

    def setLayers(self: _S, value: List[int]) -> _S:
        """Sets ``layers``."""
        return self._set(layers=value)

    def getLoss(self) -> str:
        """The value of ``loss``, or its default."""
        return self.getOrDefault(self.loss)

    def setLoss(self: _S, value: str) -> _S:
        """Sets ``loss``."""
        return self._set(loss=value)

    def getMap(self) -> str:
        """The value of ``map``, or its default."""
        return self.getOrDefault(self.map)

    def setMap(self: _S, value: str) -> _S:
        """Sets ``map``."""
        return self._set(map=value)

    def getMapped(self) -> str:
        """The value of ``mapped``; KeyError where it has none."""
        return self.getOrDefault(self.mapped)

    def setMapped(self: _S, value: str) -> _S:
        """Sets ``mapped``."""
        return self._set(mapped=value)

    def getMargin(self) -> float:
        """The value of ``margin``, or its default."""
        return self.getOrDefault(self.margin)

    def setMargin(self: _S, value: float) -> _S:
        """Sets ``margin``."""
        return self._set(margin=value)

    def getMaxIter(self) -> int:
        """The value of ``maxIter``; KeyError where it has none."""
        return self.getOrDefault(self.maxIter)

    def setMaxIter(self: _S, value: int) -> _S:
        """Sets ``maxIter``."""
        return self._set(maxIter=value)

    def getMaxSkippedFraction(self) -> float:
        """The value of ``maxSkippedFraction``, or its default."""
        return self.getOrDefault(self.maxSkippedFraction)

    def setMaxSkippedFraction(self: _S, value: float) -> _S:
        """Sets ``maxSkippedFraction``."""
        return self._set(maxSkippedFraction=value)

    def getMomentum(self) -> float:
        """The value of ``momentum``, or its default."""
        return self.getOrDefault(self.momentum)

    def setMomentum(self: _S, value: float) -> _S:
        """Sets ``momentum``."""
        return self._set(momentum=value)

    def getNesterov(self) -> bool:
        """The value of ``nesterov``, or its default."""
        return self.getOrDefault(self.nesterov)

    def setNesterov(self: _S, value: bool) -> _S:
        """Sets ``nesterov``."""
        return self._set(nesterov=value)

    def getNumPartitions(self) -> int:
        """The value of ``numPartitions``, or its default."""
        return self.getOrDefault(self.numPartitions)

    def setNumPartitions(self: _S, value: int) -> _S:
        """Sets ``numPartitions``."""
        return self._set(numPartitions=value)

    def getPatience(self) -> int:
        """The value of ``patience``; KeyError where it has none."""
        return self.getOrDefault(self.patience)

    def setPatience(self: _S, value: int) -> _S:
        """Sets ``patience``."""
        return self._set(patience=value)

    def getPredictionCol(self) -> str:
        """The value of ``predictionCol``, or its default."""
        return self.getOrDefault(self.predictionCol)

    def setPredictionCol(self: _S, value: str) -> _S:
        """Sets ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionType(self) -> str:
        """The value of ``predictionType``; KeyError where it has none."""
        return self.getOrDefault(self.predictionType)

    def setPredictionType(self: _S, value: str) -> _S:
        """Sets ``predictionType``."""
        return self._set(predictionType=value)

    def getPullTo(self) -> str:
        """The value of ``pullTo``, or its default."""
        return self.getOrDefault(self.pullTo)

    def setPullTo(self: _S, value: str) -> _S:
        """Sets ``pullTo``."""
        return self._set(pullTo=value)

    def getRank(self) -> int:
        """The value of ``rank``; KeyError where it has none."""
        return self.getOrDefault(self.rank)

    def setRank(self: _S, value: int) -> _S:
        """Sets ``rank``."""
        return self._set(rank=value)

    def getReduction(self) -> str:
        """The value of ``reduction``, or its default."""
        return self.getOrDefault(self.reduction)

    def setReduction(self: _S, value: str) -> _S:
        """Sets ``reduction``."""
        return self._set(reduction=value)

    def getRegParam(self) -> float:
        """The value of ``regParam``, or its default."""
        return self.getOrDefault(self.regParam)

    def setRegParam(self: _S, value: float) -> _S:
        """Sets ``regParam``."""
        return self._set(regParam=value)

    def getResidual(self) -> bool:
        """The value of ``residual``, or its default."""
        return self.getOrDefault(self.residual)

    def setResidual(self: _S, value: bool) -> _S:
        """Sets ``residual``."""
        return self._set(residual=value)

    def getRidge(self) -> str:
        """The value of ``ridge``; KeyError where it has none."""
        return self.getOrDefault(self.ridge)

    def setRidge(self: _S, value: str) -> _S:
        """Sets ``ridge``."""
        return self._set(ridge=value)

    def getRowKeyCol(self) -> str:
        """The value of ``rowKeyCol``; KeyError where it has none."""
        return self.getOrDefault(self.rowKeyCol)

    def setRowKeyCol(self: _S, value: str) -> _S:
        """Sets ``rowKeyCol``."""
        return self._set(rowKeyCol=value)

    def getSchedule(self) -> str:
        """The value of ``schedule``, or its default."""
        return self.getOrDefault(self.schedule)

    def setSchedule(self: _S, value: str) -> _S:
        """Sets ``schedule``."""
        return self._set(schedule=value)

    def getSeed(self) -> int:
        """The value of ``seed``, or its default."""
        return self.getOrDefault(self.seed)

    def setSeed(self: _S, value: int) -> _S:
        """Sets ``seed``."""
        return self._set(seed=value)

    def getSelect(self) -> str:
        """The value of ``select``; KeyError where it has none."""
        return self.getOrDefault(self.select)

    def setSelect(self: _S, value: str) -> _S:
        """Sets ``select``."""
        return self._set(select=value)

    def getSolver(self) -> str:
        """The value of ``solver``, or its default."""
        return self.getOrDefault(self.solver)

    def setSolver(self: _S, value: str) -> _S:
        """Sets ``solver``."""
        return self._set(solver=value)

    def getSpread(self) -> float:
        """The value of ``spread``, or its default."""
        return self.getOrDefault(self.spread)

    def setSpread(self: _S, value: float) -> _S:
        """Sets ``spread``."""
        return self._set(spread=value)

    def getSpreadScale(self) -> float:
        """The value of ``spreadScale``, or its default."""
        return self.getOrDefault(self.spreadScale)

    def setSpreadScale(self: _S, value: float) -> _S:
        """Sets ``spreadScale``."""
        return self._set(spreadScale=value)

    def getStepSize(self) -> float:
        """The value of ``stepSize``; KeyError where it has none."""
        return self.getOrDefault(self.stepSize)

    def setStepSize(self: _S, value: float) -> _S:
        """Sets ``stepSize``."""
        return self._set(stepSize=value)

    def getTargetCol(self) -> str:
        """The value of ``targetCol``; KeyError where it has none."""
        return self.getOrDefault(self.targetCol)

    def setTargetCol(self: _S, value: str) -> _S:
        """Sets ``targetCol``."""
        return self._set(targetCol=value)

    def getTol(self) -> float:
        """The value of ``tol``, or its default."""
        return self.getOrDefault(self.tol)

    def setTol(self: _S, value: float) -> _S:
        """Sets ``tol``."""
        return self._set(tol=value)

    def getValidationFraction(self) -> float:
        """The value of ``validationFraction``, or its default."""
        return self.getOrDefault(self.validationFraction)

    def setValidationFraction(self: _S, value: float) -> _S:
        """Sets ``validationFraction``."""
        return self._set(validationFraction=value)

    def getValidationIndicatorCol(self) -> str:
        """The value of ``validationIndicatorCol``; KeyError where it has none."""
        return self.getOrDefault(self.validationIndicatorCol)

    def setValidationIndicatorCol(self: _S, value: str) -> _S:
        """Sets ``validationIndicatorCol``."""
        return self._set(validationIndicatorCol=value)

    def getValidationValue(self) -> str:
        """The value of ``validationValue``; KeyError where it has none."""
        return self.getOrDefault(self.validationValue)

    def setValidationValue(self: _S, value: str) -> _S:
        """Sets ``validationValue``."""
        return self._set(validationValue=value)

    def getWarmUp(self) -> float:
        """The value of ``warmUp``, or its default."""
        return self.getOrDefault(self.warmUp)

    def setWarmUp(self: _S, value: float) -> _S:
        """Sets ``warmUp``."""
        return self._set(warmUp=value)

    def getWeightCol(self) -> str:
        """The value of ``weightCol``; KeyError where it has none."""
        return self.getOrDefault(self.weightCol)

    def setWeightCol(self: _S, value: str) -> _S:
        """Sets ``weightCol``."""
        return self._set(weightCol=value)

    def getWeightDecay(self) -> float:
        """The value of ``weightDecay``, or its default."""
        return self.getOrDefault(self.weightDecay)

    def setWeightDecay(self: _S, value: float) -> _S:
        """Sets ``weightDecay``."""
        return self._set(weightDecay=value)


class _AngularRegressionModelParams(Params):
    """Parameters of :class:`AngularRegressionModel`.

    * ``angleCol``: column to add: angle between prediction and label, in radians; not set: none
    * ``badRows``: what to do with unusable rows: fail (an error with the reasons), skip (leave them out and count them) or, for predictions, null (keep them with a null prediction) (default: "fail")
    * ``blas``: library of the matrix products: native (OpenBLAS), vector (Java's Vector API), java, or auto: the first of these that loads (default: "auto")
    * ``featuresCol``: column of input vectors x (default: "features")
    * ``labelCol``: column of actual vectors y (default: "label")
    * ``predictionCol``: column of predicted vectors (default: "prediction")
    * ``predictionType``: type of the prediction column, one of array<float>, array<double>, vector; not set: that of the label column in training
    """

    angleCol: "Param[str]" = Param(
        Params._dummy(),
        "angleCol",
        "column to add: angle between prediction and label, in radians; not set: none",
        typeConverter=TypeConverters.toString,
    )
    badRows: "Param[str]" = Param(
        Params._dummy(),
        "badRows",
        "what to do with unusable rows: fail (an error with the reasons), skip (leave them out and count them) or, for predictions, null (keep them with a null prediction)",
        typeConverter=TypeConverters.toString,
    )
    blas: "Param[str]" = Param(
        Params._dummy(),
        "blas",
        "library of the matrix products: native (OpenBLAS), vector (Java's Vector API), java, or auto: the first of these that loads",
        typeConverter=TypeConverters.toString,
    )
    featuresCol: "Param[str]" = Param(
        Params._dummy(),
        "featuresCol",
        "column of input vectors x",
        typeConverter=TypeConverters.toString,
    )
    labelCol: "Param[str]" = Param(
        Params._dummy(),
        "labelCol",
        "column of actual vectors y",
        typeConverter=TypeConverters.toString,
    )
    predictionCol: "Param[str]" = Param(
        Params._dummy(),
        "predictionCol",
        "column of predicted vectors",
        typeConverter=TypeConverters.toString,
    )
    predictionType: "Param[str]" = Param(
        Params._dummy(),
        "predictionType",
        "type of the prediction column, one of array<float>, array<double>, vector; not set: that of the label column in training",
        typeConverter=TypeConverters.toString,
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(
            badRows="fail",
            blas="auto",
            featuresCol="features",
            labelCol="label",
            predictionCol="prediction",
        )

    def getAngleCol(self) -> str:
        """The value of ``angleCol``; KeyError where it has none."""
        return self.getOrDefault(self.angleCol)

    def setAngleCol(self: _S, value: str) -> _S:
        """Sets ``angleCol``."""
        return self._set(angleCol=value)

    def getBadRows(self) -> str:
        """The value of ``badRows``, or its default."""
        return self.getOrDefault(self.badRows)

    def setBadRows(self: _S, value: str) -> _S:
        """Sets ``badRows``."""
        return self._set(badRows=value)

    def getBlas(self) -> str:
        """The value of ``blas``, or its default."""
        return self.getOrDefault(self.blas)

    def setBlas(self: _S, value: str) -> _S:
        """Sets ``blas``."""
        return self._set(blas=value)

    def getFeaturesCol(self) -> str:
        """The value of ``featuresCol``, or its default."""
        return self.getOrDefault(self.featuresCol)

    def setFeaturesCol(self: _S, value: str) -> _S:
        """Sets ``featuresCol``."""
        return self._set(featuresCol=value)

    def getLabelCol(self) -> str:
        """The value of ``labelCol``, or its default."""
        return self.getOrDefault(self.labelCol)

    def setLabelCol(self: _S, value: str) -> _S:
        """Sets ``labelCol``."""
        return self._set(labelCol=value)

    def getPredictionCol(self) -> str:
        """The value of ``predictionCol``, or its default."""
        return self.getOrDefault(self.predictionCol)

    def setPredictionCol(self: _S, value: str) -> _S:
        """Sets ``predictionCol``."""
        return self._set(predictionCol=value)

    def getPredictionType(self) -> str:
        """The value of ``predictionType``; KeyError where it has none."""
        return self.getOrDefault(self.predictionType)

    def setPredictionType(self: _S, value: str) -> _S:
        """Sets ``predictionType``."""
        return self._set(predictionType=value)


class _AngleEvaluatorParams(Params):
    """Parameters of :class:`AngleEvaluator`.

    * ``badRows``: what to do with unusable rows: fail (an error with the reasons), skip (leave them out and count them) or, for predictions, null (keep them with a null prediction) (default: "fail")
    * ``labelCol``: column of actual vectors y (default: "label")
    * ``maxSkippedFraction``: largest fraction of the rows that a fit or an evaluation may skip, in [0, 1]; more is an error (default: 0.5)
    * ``metricName``: metric to evaluate: meanAngle, medianAngle, p90Angle, meanCosine, within (default: "meanAngle")
    * ``predictionCol``: column of predicted vectors (default: "prediction")
    * ``weightCol``: column of row weights, at least 0; not set: all weights are 1
    * ``withinDegrees``: largest angle that the metric within counts, in degrees, in [0, 180] (default: 30.0)
    """

    badRows: "Param[str]" = Param(
        Params._dummy(),
        "badRows",
        "what to do with unusable rows: fail (an error with the reasons), skip (leave them out and count them) or, for predictions, null (keep them with a null prediction)",
        typeConverter=TypeConverters.toString,
    )
    labelCol: "Param[str]" = Param(
        Params._dummy(),
        "labelCol",
        "column of actual vectors y",
        typeConverter=TypeConverters.toString,
    )
    maxSkippedFraction: "Param[float]" = Param(
        Params._dummy(),
        "maxSkippedFraction",
        "largest fraction of the rows that a fit or an evaluation may skip, in [0, 1]; more is an error",
        typeConverter=TypeConverters.toFloat,
    )
    metricName: "Param[str]" = Param(
        Params._dummy(),
        "metricName",
        "metric to evaluate: meanAngle, medianAngle, p90Angle, meanCosine, within",
        typeConverter=TypeConverters.toString,
    )
    predictionCol: "Param[str]" = Param(
        Params._dummy(),
        "predictionCol",
        "column of predicted vectors",
        typeConverter=TypeConverters.toString,
    )
    weightCol: "Param[str]" = Param(
        Params._dummy(),
        "weightCol",
        "column of row weights, at least 0; not set: all weights are 1",
        typeConverter=TypeConverters.toString,
    )
    withinDegrees: "Param[float]" = Param(
        Params._dummy(),
        "withinDegrees",
        "largest angle that the metric within counts, in degrees, in [0, 180]",
        typeConverter=TypeConverters.toFloat,
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(
            badRows="fail",
            labelCol="label",
            maxSkippedFraction=0.5,
            metricName="meanAngle",
            predictionCol="prediction",
            withinDegrees=30.0,
        )

    def getBadRows(self) -> str:
        """The value of ``badRows``, or its default."""
        return self.getOrDefault(self.badRows)

    def setBadRows(self: _S, value: str) -> _S:
        """Sets ``badRows``."""
        return self._set(badRows=value)

    def getLabelCol(self) -> str:
        """The value of ``labelCol``, or its default."""
        return self.getOrDefault(self.labelCol)

    def setLabelCol(self: _S, value: str) -> _S:
        """Sets ``labelCol``."""
        return self._set(labelCol=value)

    def getMaxSkippedFraction(self) -> float:
        """The value of ``maxSkippedFraction``, or its default."""
        return self.getOrDefault(self.maxSkippedFraction)

    def setMaxSkippedFraction(self: _S, value: float) -> _S:
        """Sets ``maxSkippedFraction``."""
        return self._set(maxSkippedFraction=value)

    def getMetricName(self) -> str:
        """The value of ``metricName``, or its default."""
        return self.getOrDefault(self.metricName)

    def setMetricName(self: _S, value: str) -> _S:
        """Sets ``metricName``."""
        return self._set(metricName=value)

    def getPredictionCol(self) -> str:
        """The value of ``predictionCol``, or its default."""
        return self.getOrDefault(self.predictionCol)

    def setPredictionCol(self: _S, value: str) -> _S:
        """Sets ``predictionCol``."""
        return self._set(predictionCol=value)

    def getWeightCol(self) -> str:
        """The value of ``weightCol``; KeyError where it has none."""
        return self.getOrDefault(self.weightCol)

    def setWeightCol(self: _S, value: str) -> _S:
        """Sets ``weightCol``."""
        return self._set(weightCol=value)

    def getWithinDegrees(self) -> float:
        """The value of ``withinDegrees``, or its default."""
        return self.getOrDefault(self.withinDegrees)

    def setWithinDegrees(self: _S, value: float) -> _S:
        """Sets ``withinDegrees``."""
        return self._set(withinDegrees=value)


class _RetrievalEvaluatorParams(Params):
    """Parameters of :class:`RetrievalEvaluator`.

    * ``badRows``: what to do with unusable rows: fail (an error with the reasons), skip (leave them out and count them) or, for predictions, null (keep them with a null prediction) (default: "fail")
    * ``labelCol``: column of actual vectors y (default: "label")
    * ``mapped``: side that predictions stand on: query (predictions ask labels) or store (labels ask predictions); must be set, as it changes which of two maps is better
    * ``maxQueries``: rows that ask, at most; drawn by a hash of their number (default: 2000)
    * ``maxSkippedFraction``: largest fraction of the rows that a fit or an evaluation may skip, in [0, 1]; more is an error (default: 0.5)
    * ``metricName``: metric to evaluate: recall@1, recall@10, recall@100, recall1@10, recall1@100, recall10@100, recall10@200, mrr, selfMrr, ndcg@10 (default: "recall@10")
    * ``predictionCol``: column of predicted vectors (default: "prediction")
    """

    badRows: "Param[str]" = Param(
        Params._dummy(),
        "badRows",
        "what to do with unusable rows: fail (an error with the reasons), skip (leave them out and count them) or, for predictions, null (keep them with a null prediction)",
        typeConverter=TypeConverters.toString,
    )
    labelCol: "Param[str]" = Param(
        Params._dummy(),
        "labelCol",
        "column of actual vectors y",
        typeConverter=TypeConverters.toString,
    )
    mapped: "Param[str]" = Param(
        Params._dummy(),
        "mapped",
        "side that predictions stand on: query (predictions ask labels) or store (labels ask predictions); must be set, as it changes which of two maps is better",
        typeConverter=TypeConverters.toString,
    )
    maxQueries: "Param[int]" = Param(
        Params._dummy(),
        "maxQueries",
        "rows that ask, at most; drawn by a hash of their number",
        typeConverter=TypeConverters.toInt,
    )
    maxSkippedFraction: "Param[float]" = Param(
        Params._dummy(),
        "maxSkippedFraction",
        "largest fraction of the rows that a fit or an evaluation may skip, in [0, 1]; more is an error",
        typeConverter=TypeConverters.toFloat,
    )
    metricName: "Param[str]" = Param(
        Params._dummy(),
        "metricName",
        "metric to evaluate: recall@1, recall@10, recall@100, recall1@10, recall1@100, recall10@100, recall10@200, mrr, selfMrr, ndcg@10",
        typeConverter=TypeConverters.toString,
    )
    predictionCol: "Param[str]" = Param(
        Params._dummy(),
        "predictionCol",
        "column of predicted vectors",
        typeConverter=TypeConverters.toString,
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(
            badRows="fail",
            labelCol="label",
            maxQueries=2000,
            maxSkippedFraction=0.5,
            metricName="recall@10",
            predictionCol="prediction",
        )

    def getBadRows(self) -> str:
        """The value of ``badRows``, or its default."""
        return self.getOrDefault(self.badRows)

    def setBadRows(self: _S, value: str) -> _S:
        """Sets ``badRows``."""
        return self._set(badRows=value)

    def getLabelCol(self) -> str:
        """The value of ``labelCol``, or its default."""
        return self.getOrDefault(self.labelCol)

    def setLabelCol(self: _S, value: str) -> _S:
        """Sets ``labelCol``."""
        return self._set(labelCol=value)

    def getMapped(self) -> str:
        """The value of ``mapped``; KeyError where it has none."""
        return self.getOrDefault(self.mapped)

    def setMapped(self: _S, value: str) -> _S:
        """Sets ``mapped``."""
        return self._set(mapped=value)

    def getMaxQueries(self) -> int:
        """The value of ``maxQueries``, or its default."""
        return self.getOrDefault(self.maxQueries)

    def setMaxQueries(self: _S, value: int) -> _S:
        """Sets ``maxQueries``."""
        return self._set(maxQueries=value)

    def getMaxSkippedFraction(self) -> float:
        """The value of ``maxSkippedFraction``, or its default."""
        return self.getOrDefault(self.maxSkippedFraction)

    def setMaxSkippedFraction(self: _S, value: float) -> _S:
        """Sets ``maxSkippedFraction``."""
        return self._set(maxSkippedFraction=value)

    def getMetricName(self) -> str:
        """The value of ``metricName``, or its default."""
        return self.getOrDefault(self.metricName)

    def setMetricName(self: _S, value: str) -> _S:
        """Sets ``metricName``."""
        return self._set(metricName=value)

    def getPredictionCol(self) -> str:
        """The value of ``predictionCol``, or its default."""
        return self.getOrDefault(self.predictionCol)

    def setPredictionCol(self: _S, value: str) -> _S:
        """Sets ``predictionCol``."""
        return self._set(predictionCol=value)
