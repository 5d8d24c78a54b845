package dev.collimate.loss;

/** How the losses of rows become one number; the names are PyTorch's. */
public enum Reduction {
    /** Sum of w * loss over sum of w. */
    MEAN,
    /** Sum of w * loss. */
    SUM
}
