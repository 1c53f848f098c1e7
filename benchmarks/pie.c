/* Two parties who concede with time over one pie: the rule of docs/model.md, sections 6 to 8, written out for this one
 * case, in which no deal is worth the same in every round. Compiled by benchmarks/against_c.py.
 *
 * keeps[t] is the share of what there is to gain that is still asked for in round t; floor_a and floor_b are what no
 * deal is worth. The round is -1 where nobody signs.
 */
void play(long draws, int rounds, const double *keeps, const double *floor_a, const double *floor_b,
          int *round, double *pie)
{
    for (long n = 0; n < draws; n++) {
        double a = floor_a[n], b = floor_b[n], span_a = 1.0 - a, span_b = 1.0 - b;
        round[n] = -1;
        pie[n] = 0.0;
        for (int t = 0; t < rounds; t++) {
            double asks_a = a + span_a * keeps[t], asks_b = b + span_b * keeps[t];
            double offer = t % 2 ? 1.0 - asks_b : asks_a; /* what a gets */
            int accepted = t % 2 ? offer >= asks_a - 1e-9 : 1.0 - offer >= asks_b - 1e-9;
            if (accepted) {
                round[n] = t;
                pie[n] = offer;
                break;
            }
        }
    }
}
