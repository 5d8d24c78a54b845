/**
 * Minimising a function of many variables: solvers from state to state, update rules, schedules, line search, stop
 * rules. Knows no data, no map and no loss.
 *
 * <p>May use: no other package. Libraries: none.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.optim;
