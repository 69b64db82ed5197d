/* The inner loop of the calibration of the synthetic extract: people change places, and are kept
 * there when that brings the CHAID tests of all predictors nearer to the published ones.
 *
 * Optional: `synthesis.moves` does the same in Python, some hundred times as
 * slow, and the tests hold the two to each other. What the rules are is written there. Costs are
 * whole numbers, so that no order of adding changes what is accepted.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define CLASSES 6
#define GUIDED 3
#define OTHER 4
#define ANALYSES 7
#define MOST_LEVELS 1024
#define MOST_GROUPS 24
#define MOST_GOALS 128

static const double TIE = 1e-12;
static const double CRITICAL_MERGE = 3.841458820694124;
static const double MIN_CHILD = 50;
static const double FAR_SHARE = 0.05;
static const int64_t WRONG_ANSWER = 1500, WRONG_DF = 1500, PER_DF = 300, FAR = 700;
static const int CLASS_OF[ANALYSES] = {0, 1, 2, 3, 0, 1, 2};

enum { ORDINAL, NOMINAL, SCALE };
enum { FIXED, GUIDED_OVER_VALUE, VALUE_OVER_GUIDED };

typedef struct {
    double first, second, size;
} Group;

typedef struct {
    Py_ssize_t people, units, predictors, levels, goals, moves;
    int64_t *unit;
    const int64_t *class_of, *level, *kind, *form, *want, *df, *low, *high, *weight, *goal, *penalty, *at_most;
    const int64_t *allowed, *near, *word, *limit;
    const double *value, *chi2, *critical;
    Py_ssize_t n_near;
    int64_t person_moves, min_exits, movers;
    int64_t *count; /* predictor, level, class */
    int64_t *cost;  /* predictor, analysis */
    int64_t *fresh; /* costs of the move under way; -1 when not touched */
    int64_t *size, *exits;
    int64_t sum[MOST_GOALS];
} Search;

/* ---- one test ---- */

static double pair_chi2(const Group *a, const Group *b)
{
    double gap = a->first * b->second - a->second * b->first;
    double weight = (a->first + b->first) * (a->second + b->second) * (a->size * b->size);
    return gap * gap * (a->size + b->size) / (weight + (weight == 0));
}

static void drop(Group *group, int kept, int gone, int *groups)
{
    group[kept].first += group[gone].first;
    group[kept].second += group[gone].second;
    group[kept].size += group[gone].size;
    (*groups)--;
    memmove(group + gone, group + gone + 1, (*groups - gone) * sizeof *group);
}

static void order_by_counts(Group *group, int groups)
{
    double first = 0, second = 0, spread_first = 0, spread_second = 0;
    for (int i = 0; i < groups; i++) {
        first += group[i].first;
        second += group[i].second;
        spread_first += group[i].first * group[i].first;
        spread_second += group[i].second * group[i].second;
    }
    int swapped = second < first || (second == first && spread_second < spread_first);
    for (int i = 1; i < groups; i++) {
        Group moved = group[i];
        double smaller = swapped ? moved.second : moved.first;
        int j = i;
        for (; j > 0; j--) {
            double before = swapped ? group[j - 1].second : group[j - 1].first;
            if (group[j - 1].size < moved.size ||
                (group[j - 1].size == moved.size && before <= smaller))
                break;
            group[j] = group[j - 1];
        }
        group[j] = moved;
    }
}

static void merge(Group *group, int *groups, int nominal)
{
    while (*groups > 2) {
        double least = INFINITY;
        int one = 0, other = 1;
        for (int i = 0; i < *groups - 1; i++)
            for (int j = i + 1; j < (nominal ? *groups : i + 2); j++) {
                double chi2 = pair_chi2(group + i, group + j);
                /* The first of equals: a later one must be clearly less. */
                if (chi2 < least * (1 - TIE)) {
                    least = chi2;
                    one = i;
                    other = j;
                }
            }
        if (!(least < CRITICAL_MERGE))
            return;
        drop(group, one, other, groups);
    }
}

static void absorb_small(Group *group, int *groups, int nominal)
{
    while (*groups > 1) {
        int one = 0, other = -1;
        for (int i = 1; i < *groups; i++)
            if (group[i].size < group[one].size)
                one = i;
        if (group[one].size >= MIN_CHILD)
            return;
        double least = INFINITY;
        for (int i = 0; i < *groups; i++) {
            if (i == one || (!nominal && i != one - 1 && i != one + 1))
                continue;
            double chi2 = pair_chi2(group + one, group + i);
            if (other < 0 || chi2 < least * (1 - TIE)) {
                least = chi2;
                other = i;
            }
        }
        drop(group, one < other ? one : other, one < other ? other : one, groups);
    }
}

static double whole_chi2(const Group *group, int groups)
{
    double first = 0, second = 0, sum = 0;
    for (int i = 0; i < groups; i++) {
        first += group[i].first;
        second += group[i].second;
    }
    if (first == 0 || second == 0)
        return 0.0;
    for (int i = 0; i < groups; i++) {
        double gap = group[i].first * (first + second) - group[i].size * first;
        sum += gap * gap / (group[i].size * first * second);
    }
    return sum;
}

/* ---- from counts to a table ---- */

/* Sort the levels of a predictor whose values depend on how many a steunpunt has in guidance. */
static void order_levels(const Search *s, Py_ssize_t p, int *order, double *value)
{
    const double *fixed = s->value + p * s->levels;
    for (int level = 0; level < s->levels; level++) {
        const int64_t *count = s->count + (p * s->levels + level) * CLASSES;
        double guided = (double)count[GUIDED];
        value[level] = s->form[p] == GUIDED_OVER_VALUE ? guided / fixed[level] : fixed[level] / guided;
        if (guided == 0)
            value[level] = 0;
        int j = level;
        for (; j > 0 && value[order[j - 1]] > value[level]; j--)
            order[j] = order[j - 1];
        order[j] = level;
    }
}

static int lay_out(const Search *s, Py_ssize_t p, int analysis, Group *group)
{
    int order[MOST_LEVELS], groups = 0, last_bin = -1, exits = analysis > GUIDED;
    double value[MOST_LEVELS], first[MOST_LEVELS], size[MOST_LEVELS];
    int64_t total = 0, up_to = 0;
    int scale = s->kind[p] == SCALE, moving = s->form[p] != FIXED;
    if (moving)
        order_levels(s, p, order, value);
    for (int i = 0; i < s->levels; i++) {
        const int64_t *count = s->count + (p * s->levels + (moving ? order[i] : i)) * CLASSES;
        int64_t all = count[0] + count[1] + count[2] + count[5];
        if (!exits)
            all += count[GUIDED] + count[OTHER];
        /* Nobody to share hours over: missing. */
        if (s->form[p] == VALUE_OVER_GUIDED && count[GUIDED] == 0)
            all = 0;
        first[i] = (double)count[CLASS_OF[analysis]];
        size[i] = (double)all;
        total += all;
    }
    for (int i = 0; i < s->levels; i++) {
        int bin = i;
        double a = first[i], n = size[i];
        if (n == 0)
            continue;
        if (scale) {
            int next = i + 1;
            for (; moving && next < s->levels && value[order[next]] == value[order[i]]; next++) {
                a += first[next];
                n += size[next];
            }
            i = next - 1;
            up_to += (int64_t)n;
            bin = (int)((2 * up_to - (int64_t)n + 1) * 10 / (2 * (total + 1)));
        }
        if (bin != last_bin)
            group[groups++] = (Group){0, 0, 0};
        last_bin = bin;
        group[groups - 1].first += a;
        group[groups - 1].size += n;
        group[groups - 1].second += n - a;
    }
    return groups;
}

static int64_t evaluate(const Search *s, Py_ssize_t p, int analysis)
{
    Py_ssize_t at = p * ANALYSES + analysis;
    if (s->want[at] < 0)
        return 0;
    Group group[MOST_LEVELS];
    int categories = lay_out(s, p, analysis, group), groups = categories;
    int nominal = s->kind[p] == NOMINAL;
    if (nominal)
        order_by_counts(group, groups);
    merge(group, &groups, nominal);
    absorb_small(group, &groups, nominal);
    double chi2 = groups > 1 ? whole_chi2(group, groups) : 0.0;
    double critical =
        s->critical[(nominal * (MOST_GROUPS + 1) + categories) * (MOST_GROUPS + 1) + groups];
    int significant = groups > 1 && chi2 >= critical;
    int64_t cost = 0;
    if (s->want[at] != significant)
        cost += WRONG_ANSWER + (int64_t)(1000 * fmin(fabs(chi2 - critical) / critical, 2.0));
    if (s->want[at] == 1 && s->chi2[at] > 0) {
        double distance = fabs(chi2 - s->chi2[at]);
        int64_t near = (int64_t)(1000 * distance);
        cost += s->near[near < s->n_near ? near : s->n_near - 1];
        if (distance > FAR_SHARE * s->chi2[at])
            cost += FAR;
        int64_t off = llabs((int64_t)groups - 1 - s->df[at]);
        cost += off ? WRONG_DF + PER_DF * off : 0;
    }
    return cost;
}

/* ---- moves ---- */

static void shift(Search *s, int64_t class, int64_t from, int64_t to)
{
    for (Py_ssize_t p = 0; p < s->predictors; p++) {
        int64_t old = s->level[p * s->units + from], new = s->level[p * s->units + to];
        if (old == new)
            continue;
        if (old >= 0)
            s->count[(p * s->levels + old) * CLASSES + class]--;
        if (new >= 0)
            s->count[(p * s->levels + new) * CLASSES + class]++;
    }
    s->size[from]--;
    s->size[to]++;
    s->exits[from] -= class != GUIDED;
    s->exits[to] += class != GUIDED;
    for (Py_ssize_t g = 0; g < s->goals; g++)
        s->sum[g] += s->weight[(g * s->units + to) * CLASSES + class] -
                     s->weight[(g * s->units + from) * CLASSES + class];
}

static int64_t goal_cost(const Search *s)
{
    int64_t cost = 0;
    for (Py_ssize_t g = 0; g < s->goals; g++)
        if (!s->at_most[g] || s->sum[g] > s->goal[g])
            cost += s->penalty[g] * llabs(s->sum[g] - s->goal[g]);
    return cost;
}

static int within(const Search *s, int64_t one, int64_t other)
{
    return s->size[one] >= s->low[one] && s->size[other] >= s->low[other] &&
           s->size[one] <= s->high[one] && s->size[other] <= s->high[other] &&
           s->exits[one] >= s->min_exits && s->exits[other] >= s->min_exits;
}

/* Whether a move of people of these classes between two units can change a test. */
static int touched(const Search *s, Py_ssize_t p, int analysis, int64_t a, int64_t b)
{
    int class = CLASS_OF[analysis], exits = analysis > GUIDED;
    if (a == b || class == a || class == b)
        return 1;
    if (exits && (a == OTHER || b == OTHER))
        return 1;
    return (exits || s->form[p] != FIXED) && (a == GUIDED || b == GUIDED);
}

/* What the tests cost more after such a move, or anything above the limit.
 *
 * Tests that cost something now can gain and come first; the others can only lose, so that they
 * need not be done once the limit is passed.
 */
static int64_t extra_cost(
    Search *s, int64_t one, int64_t other, int64_t a, int64_t b, int64_t limit)
{
    int64_t extra = 0;
    for (int costless = 0; costless < 2; costless++)
        for (Py_ssize_t p = 0; p < s->predictors; p++) {
            int same = s->level[p * s->units + one] == s->level[p * s->units + other];
            for (int analysis = 0; analysis < ANALYSES; analysis++) {
                Py_ssize_t at = p * ANALYSES + analysis;
                if (costless != (s->cost[at] == 0))
                    continue;
                s->fresh[at] = -1;
                if (same || !touched(s, p, analysis, a, b))
                    continue;
                s->fresh[at] = evaluate(s, p, analysis);
                extra += s->fresh[at] - s->cost[at];
                if (costless && extra > limit)
                    return extra;
            }
        }
    return extra;
}

static void keep(Search *s)
{
    for (Py_ssize_t at = 0; at < s->predictors * ANALYSES; at++)
        if (s->fresh[at] >= 0)
            s->cost[at] = s->fresh[at];
}

static int64_t try_move(Search *s, const int64_t *word, int64_t limit)
{
    int64_t i = word[0] % s->movers, j = word[1] % s->movers;
    int64_t a = s->class_of[i], b = s->class_of[j];
    int alone = word[2] % 100 < s->person_moves;
    int64_t from = s->unit[i], to = alone ? word[3] % s->units : s->unit[j];
    if (from == to || (!alone && a == b) || !s->allowed[to * CLASSES + a] ||
        (!alone && !s->allowed[from * CLASSES + b]))
        return 0;
    int64_t before = goal_cost(s);
    shift(s, a, from, to);
    if (!alone)
        shift(s, b, to, from);
    if (within(s, from, to)) {
        int64_t extra = goal_cost(s) - before;
        /* What the goals alone forbid needs no tests. */
        if (extra <= limit + 20000)
            extra += extra_cost(s, from, to, a, alone ? a : b, limit - extra);
        if (extra <= limit) {
            keep(s);
            s->unit[i] = to;
            if (!alone)
                s->unit[j] = from;
            return extra;
        }
    }
    shift(s, a, to, from);
    if (!alone)
        shift(s, b, from, to);
    return 0;
}

static void start(Search *s)
{
    for (Py_ssize_t i = 0; i < s->people; i++) {
        int64_t unit = s->unit[i], class = s->class_of[i];
        s->size[unit]++;
        s->exits[unit] += class != GUIDED;
        for (Py_ssize_t p = 0; p < s->predictors; p++) {
            int64_t level = s->level[p * s->units + unit];
            if (level >= 0)
                s->count[(p * s->levels + level) * CLASSES + class]++;
        }
        for (Py_ssize_t g = 0; g < s->goals; g++)
            s->sum[g] += s->weight[(g * s->units + unit) * CLASSES + class];
    }
    for (Py_ssize_t p = 0; p < s->predictors; p++)
        for (int analysis = 0; analysis < ANALYSES; analysis++)
            s->cost[p * ANALYSES + analysis] = evaluate(s, p, analysis);
}

static int64_t run(Search *s)
{
    start(s);
    int64_t cost = goal_cost(s);
    for (Py_ssize_t at = 0; at < s->predictors * ANALYSES; at++)
        cost += s->cost[at];
    for (Py_ssize_t move = 0; move < s->moves; move++)
        cost += try_move(s, s->word + 4 * move, s->limit[move]);
    return cost;
}

/* ---- the module ---- */

static PyObject *anneal(PyObject *self, PyObject *args)
{
    Py_buffer b[21];
    Search s = {0};
    if (!PyArg_ParseTuple(
            args, "w*y*y*y*y*y*y*y*y*y*y*y*y*y*y*y*y*y*y*w*y*LLL", b, b + 1, b + 2, b + 3, b + 4,
            b + 5, b + 6, b + 7, b + 8, b + 9, b + 10, b + 11, b + 12, b + 13, b + 14, b + 15,
            b + 16, b + 17, b + 18, b + 19, b + 20, &s.person_moves, &s.min_exits,
            &s.movers))
        return NULL;
    s.unit = b[0].buf;
    s.class_of = b[1].buf;
    s.level = b[2].buf;
    s.kind = b[3].buf;
    s.form = b[4].buf;
    s.value = b[5].buf;
    s.want = b[6].buf;
    s.chi2 = b[7].buf;
    s.df = b[8].buf;
    s.allowed = b[9].buf;
    s.low = b[10].buf;
    s.high = b[11].buf;
    s.weight = b[12].buf;
    s.goal = b[13].buf;
    s.penalty = b[14].buf;
    s.critical = b[15].buf;
    s.near = b[16].buf;
    s.word = b[17].buf;
    s.limit = b[18].buf;
    s.cost = b[19].buf;
    s.at_most = b[20].buf;
    s.people = b[0].len / 8;
    s.units = b[10].len / 8;
    s.predictors = b[3].len / 8;
    s.levels = s.predictors ? b[5].len / 8 / s.predictors : 0;
    s.goals = b[13].len / 8;
    s.n_near = b[16].len / 8;
    s.moves = b[18].len / 8;
    s.count = calloc(s.predictors * s.levels * CLASSES + 1, 8);
    s.fresh = calloc(s.predictors * ANALYSES + 1, 8);
    s.size = calloc(2 * s.units, 8);
    s.exits = s.size + s.units;
    int fits = s.levels <= MOST_LEVELS && s.goals <= MOST_GOALS;
    int64_t cost = 0;
    if (fits && s.count && s.fresh && s.size) {
        Py_BEGIN_ALLOW_THREADS
        cost = run(&s);
        Py_END_ALLOW_THREADS
    }
    int room = s.count && s.fresh && s.size;
    free(s.count);
    free(s.fresh);
    free(s.size);
    for (int i = 0; i < 21; i++)
        PyBuffer_Release(b + i);
    if (!room)
        return PyErr_NoMemory();
    if (!fits) {
        PyErr_SetString(PyExc_ValueError, "more levels or goals than there is room for");
        return NULL;
    }
    return PyLong_FromLongLong(cost);
}

static PyMethodDef methods[] = {
    {"anneal", anneal, METH_VARARGS, "Move people, keeping what brings the tests nearer."},
    {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "_annealer", "Calibration, compiled.", -1, methods,
    NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__annealer(void)
{
    return PyModule_Create(&module);
}
