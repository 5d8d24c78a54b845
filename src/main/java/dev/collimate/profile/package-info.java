/**
 * What the vectors of a data set are like before anything is fitted: their lengths, their elements, and hashes by which equal
 * ones are found.
 *
 * <p>May use: {@code data} and what that may use. Libraries: {@code org.apache.commons.codec}.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.profile;
