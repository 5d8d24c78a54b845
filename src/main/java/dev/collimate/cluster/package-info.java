/**
 * What knows Spark's context: job descriptions, jobs whose results come in order, the driver's memory, the size of the
 * cluster, and what must be given back.
 *
 * <p>May use: no other package. Libraries: {@code org.apache.spark}, {@code org.apache.hadoop}, {@code scala}, {@code org.slf4j}.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.cluster;
