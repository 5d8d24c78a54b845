/**
 * The commands and their options.
 *
 * <p>May use: {@code gradcheck}, {@code ml}, {@code tables}, {@code report} and what those may use. Libraries: {@code
 * org.apache.spark}, {@code org.apache.commons.text}, {@code org.slf4j}, {@code picocli}, {@code me.tongfei.progressbar}.
 *
 * <p>Public API: {@code Main}; all else is interior.
 */
package dev.collimate.cli;
