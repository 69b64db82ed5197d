/* The two loops of the split engine that decide its speed: counting, and grouping the categories of
 * tables with two classes by Pearson's chi-square.
 *
 * Optional: without it `batch`, `merging` and `grouping` do the same work in numpy, by the same
 * rules, and the tests hold the two to each other. What the rules are is written there.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

typedef __int128 wide;

static const double TIE = 1e-12;
static const Py_ssize_t BLOCK = 1 << 14;

/* A category or group: its code, and its observations in either class. */
typedef struct {
    int64_t code, first, second;
} Slot;

/* One table while it is being worked on; groups are numbered by slot. */
typedef struct {
    Slot *slot;
    double *chi;
    double *nearest;
    int64_t *group_of;
    Py_ssize_t slots;
} Work;

typedef struct {
    Py_ssize_t codes;
    double critical;
    int64_t min_child;
    int exclude_missing;
} Rules;

typedef struct {
    int64_t categories, groups, groups_before, classes;
} Sizes;

/* ---- statistics ---- */

/* The difference of products, exact; counts below 2**31 need no wide numbers. */
static double difference(int64_t a, int64_t b, int64_t c, int64_t d)
{
    if (((a | b | c | d) >> 31) == 0)
        return (double)(a * b - c * d);
    return (double)((wide)a * b - (wide)c * d);
}

/* Chi-square of two groups. */
static double pair_chi2(const Slot *one, const Slot *other)
{
    double gap = difference(one->first, other->second, one->second, other->first);
    if (gap == 0)
        return 0.0;
    double first = (double)(one->first + other->first);
    double second = (double)(one->second + other->second);
    double size = (double)(one->first + one->second);
    double other_size = (double)(other->first + other->second);
    return gap * gap * (first + second) / (first * second * size * other_size);
}

/* Chi-square of the groups in `slot`; groups without observations count for nothing. */
static double whole_chi2(const Slot *slot, Py_ssize_t slots)
{
    int64_t first = 0, second = 0;
    for (Py_ssize_t i = 0; i < slots; i++) {
        first += slot[i].first;
        second += slot[i].second;
    }
    if (first == 0 || second == 0)
        return 0.0;
    double sum = 0.0;
    for (Py_ssize_t i = 0; i < slots; i++) {
        int64_t size = slot[i].first + slot[i].second;
        if (size == 0)
            continue;
        double gap = difference(slot[i].first, first + second, size, first);
        sum += gap * gap / ((double)size * (double)first * (double)second);
    }
    return sum;
}

/* Log of the upper tail of chi-square: series near 0, Legendre's continued fraction beyond. */
static double log_p(double chi2, int64_t df)
{
    if (df < 1 || chi2 <= 0)
        return 0.0;
    double a = 0.5 * (double)df, x = 0.5 * chi2;
    double log_front = a * log(x) - x - lgamma(a);
    if (x < a + 1) {
        double term = 1 / a, sum = term;
        for (double k = a + 1; term > sum * 1e-17; k++)
            sum += term *= x / k;
        return log1p(-exp(log_front) * sum);
    }
    double fraction = 0.0;
    for (int k = 300; k > 0; k--)
        fraction = k * (a - k) / (x + 2 * k + 1 - a + fraction);
    return log_front - log(x + 1 - a + fraction);
}

/* ---- order of the slots ---- */

static int64_t spread(const Slot *slot, Py_ssize_t slots, int second)
{
    uint64_t sum = 0;
    for (Py_ssize_t i = 0; i < slots; i++) {
        uint64_t n = (uint64_t)(second ? slot[i].second : slot[i].first);
        sum += n * n;
    }
    return (int64_t)sum;
}

/* Whether the second class is the smaller one of the table, equal sizes by their spread. */
static int second_is_smaller(const Slot *slot, Py_ssize_t slots)
{
    int64_t first = 0, second = 0;
    for (Py_ssize_t i = 0; i < slots; i++) {
        first += slot[i].first;
        second += slot[i].second;
    }
    if (first != second)
        return second < first;
    return spread(slot, slots, 1) < spread(slot, slots, 0);
}

static void order_by_counts(Slot *slot, Py_ssize_t slots)
{
    int swapped = second_is_smaller(slot, slots);
    for (Py_ssize_t i = 1; i < slots; i++) {
        Slot moving = slot[i];
        int64_t size = moving.first + moving.second;
        int64_t smaller = swapped ? moving.second : moving.first;
        Py_ssize_t j = i;
        for (; j > 0; j--) {
            int64_t before = slot[j - 1].first + slot[j - 1].second;
            int64_t before_smaller = swapped ? slot[j - 1].second : slot[j - 1].first;
            if (before < size || (before == size && before_smaller <= smaller))
                break;
            slot[j] = slot[j - 1];
        }
        slot[j] = moving;
    }
}

/* ---- merging ---- */

static void join(Work *work, Py_ssize_t kept, Py_ssize_t gone)
{
    work->slot[kept].first += work->slot[gone].first;
    work->slot[kept].second += work->slot[gone].second;
    work->slot[gone].first = work->slot[gone].second = 0;
    for (Py_ssize_t i = 0; i < work->slots; i++)
        if (work->group_of[i] == gone)
            work->group_of[i] = kept;
}

static void scan_row(Work *work, Py_ssize_t row)
{
    double least = INFINITY;
    const double *chi = work->chi + row * work->slots;
    for (Py_ssize_t j = row + 1; j < work->slots; j++)
        if (chi[j] < least)
            least = chi[j];
    work->nearest[row] = least;
}

/* Replace one likeness above the diagonal, keeping the least of its row right. */
static void replace(Work *work, Py_ssize_t row, Py_ssize_t column, double value)
{
    double *cell = work->chi + row * work->slots + column;
    double old = *cell;
    *cell = value;
    if (value <= work->nearest[row])
        work->nearest[row] = value;
    else if (old <= work->nearest[row])
        scan_row(work, row);
}

static Py_ssize_t merge_nominal(Work *work, Py_ssize_t groups, double critical)
{
    Py_ssize_t slots = work->slots;
    for (Py_ssize_t i = 0; i < slots; i++) {
        for (Py_ssize_t j = i + 1; j < slots; j++)
            work->chi[i * slots + j] = pair_chi2(work->slot + i, work->slot + j);
        scan_row(work, i);
    }
    for (; groups > 2; groups--) {
        double least = INFINITY;
        for (Py_ssize_t i = 0; i < slots; i++)
            if (work->nearest[i] < least)
                least = work->nearest[i];
        if (!(least < critical))
            break;
        double limit = least * (1 + TIE);
        Py_ssize_t kept = 0, gone;
        while (work->nearest[kept] > limit)
            kept++;
        for (gone = kept + 1; work->chi[kept * slots + gone] > limit; gone++)
            ;
        join(work, kept, gone);
        for (Py_ssize_t k = 0; k < gone; k++)
            replace(work, k, gone, INFINITY);
        for (Py_ssize_t j = gone + 1; j < slots; j++)
            work->chi[gone * slots + j] = INFINITY;
        work->nearest[gone] = INFINITY;
        for (Py_ssize_t k = 0; k < slots; k++) {
            if (k == kept || work->group_of[k] != k)
                continue;
            double value = pair_chi2(work->slot + kept, work->slot + k);
            replace(work, k < kept ? k : kept, k < kept ? kept : k, value);
        }
    }
    return groups;
}

static Py_ssize_t next_group(const Work *work, Py_ssize_t slot)
{
    do
        slot++;
    while (slot < work->slots && work->group_of[slot] != slot);
    return slot;
}

/* `nearest[k]` is the likeness of group k and the next one. */
static void refresh_neighbour(Work *work, Py_ssize_t slot)
{
    Py_ssize_t next = next_group(work, slot);
    work->nearest[slot] =
        next < work->slots ? pair_chi2(work->slot + slot, work->slot + next) : INFINITY;
}

static Py_ssize_t merge_ordered(Work *work, Py_ssize_t groups, double critical)
{
    Py_ssize_t slots = work->slots;
    for (Py_ssize_t i = 0; i < slots; i++)
        refresh_neighbour(work, i);
    for (; groups > 2; groups--) {
        double least = INFINITY;
        for (Py_ssize_t i = 0; i < slots; i++)
            if (work->nearest[i] < least)
                least = work->nearest[i];
        if (!(least < critical))
            break;
        Py_ssize_t kept = 0, before;
        while (work->nearest[kept] > least * (1 + TIE))
            kept++;
        Py_ssize_t gone = next_group(work, kept);
        join(work, kept, gone);
        work->nearest[gone] = INFINITY;
        refresh_neighbour(work, kept);
        for (before = kept - 1; before >= 0 && work->group_of[before] != before; before--)
            ;
        if (before >= 0)
            refresh_neighbour(work, before);
    }
    return groups;
}

/* ---- the floating missing category, and small groups ---- */

/* Place missing, which has the last slot, with its nearest group or apart; return the groups. */
static Py_ssize_t place_missing(Work *work, Py_ssize_t groups)
{
    Py_ssize_t last = work->slots - 1, nearest = 0;
    if (groups < 2)
        return groups + 1;
    double least = INFINITY;
    for (Py_ssize_t i = 0; i < last; i++)
        if (work->group_of[i] == i) {
            double chi2 = pair_chi2(work->slot + i, work->slot + last);
            if (chi2 * (1 + TIE) < least || (least == INFINITY)) {
                least = chi2;
                nearest = i;
            }
        }
    double apart = log_p(whole_chi2(work->slot, work->slots), groups);
    Slot group = work->slot[nearest], missing = work->slot[last];
    work->slot[nearest].first += missing.first;
    work->slot[nearest].second += missing.second;
    work->slot[last].first = work->slot[last].second = 0;
    double joined = log_p(whole_chi2(work->slot, work->slots), groups - 1);
    if (joined <= apart * (1 - TIE)) {
        work->group_of[last] = nearest;
        return groups;
    }
    work->slot[nearest] = group;
    work->slot[last] = missing;
    return groups + 1;
}

/* Whether group `other` may take in group `one`; `apart` is the slot of a floating missing. */
static int may_join(
    const Work *work, Py_ssize_t one, Py_ssize_t other, int nominal, Py_ssize_t apart)
{
    if (one == other || work->group_of[other] != other)
        return 0;
    if (nominal || one == apart || other == apart)
        return 1;
    Py_ssize_t low = one < other ? one : other, high = one < other ? other : one;
    return next_group(work, low) == high;
}

static Py_ssize_t absorb_small(
    Work *work, Py_ssize_t groups, int nominal, Py_ssize_t apart, int64_t min_child)
{
    for (; groups > 1; groups--) {
        Py_ssize_t one = -1, other = -1;
        int64_t size = INT64_MAX;
        for (Py_ssize_t i = 0; i < work->slots; i++) {
            int64_t own = work->slot[i].first + work->slot[i].second;
            if (work->group_of[i] == i && own < size) {
                size = own;
                one = i;
            }
        }
        if (size >= min_child)
            break;
        double least = INFINITY;
        for (Py_ssize_t i = 0; i < work->slots; i++)
            if (may_join(work, one, i, nominal, apart)) {
                double chi2 = pair_chi2(work->slot + one, work->slot + i);
                if (other < 0 || chi2 * (1 + TIE) < least) {
                    least = chi2;
                    other = i;
                }
            }
        join(work, one < other ? one : other, one < other ? other : one);
    }
    return groups;
}

/* ---- one table ---- */

static Sizes group_table(
    Work *work, const int64_t *counts, int nominal, int64_t missing, const Rules *rules,
    int64_t *group_of_code, double *chi2)
{
    Slot *slot = work->slot;
    Slot floating = {missing, 0, 0};
    Py_ssize_t slots = 0;
    int64_t first = 0, second = 0;
    for (Py_ssize_t code = 0; code < rules->codes; code++) {
        int64_t a = counts[2 * code], b = counts[2 * code + 1];
        if (a + b == 0 || (code == missing && rules->exclude_missing))
            continue;
        first += a;
        second += b;
        if (code == missing && !nominal) {
            floating.first = a;
            floating.second = b;
            continue;
        }
        slot[slots++] = (Slot){code, a, b};
    }
    int floats = floating.first + floating.second > 0;
    if (nominal)
        order_by_counts(slot, slots);
    work->slots = slots;
    for (Py_ssize_t i = 0; i < slots; i++)
        work->group_of[i] = i;
    Sizes sizes = {slots + floats, slots, 0, (first > 0) + (second > 0)};
    if (nominal)
        sizes.groups = merge_nominal(work, slots, rules->critical);
    else
        sizes.groups = merge_ordered(work, slots, rules->critical);
    Py_ssize_t apart = -1;
    if (floats) {
        slot[slots] = floating;
        work->group_of[slots] = slots;
        work->slots = slots + 1;
        sizes.groups = place_missing(work, sizes.groups);
        apart = work->group_of[slots] == slots ? slots : -1;
    }
    sizes.groups_before = sizes.groups;
    sizes.groups = absorb_small(work, sizes.groups, nominal, apart, rules->min_child);
    *chi2 = sizes.groups > 1 ? whole_chi2(slot, work->slots) : 0.0;

    int64_t *number = (int64_t *)work->nearest;
    int64_t found = 0;
    for (Py_ssize_t code = 0; code < rules->codes; code++)
        group_of_code[code] = -1;
    for (Py_ssize_t i = 0; i < work->slots; i++) {
        group_of_code[slot[i].code] = work->group_of[i];
        number[i] = -1;
    }
    for (Py_ssize_t code = 0; code < rules->codes; code++) {
        int64_t group = group_of_code[code];
        if (group < 0)
            continue;
        if (number[group] < 0)
            number[group] = found++;
        group_of_code[code] = number[group];
    }
    return sizes;
}

/* ---- the module ---- */

static PyObject *group(PyObject *self, PyObject *args)
{
    Py_buffer counts, nominal, missing, groups, chi2, sizes;
    Rules rules;
    long long min_child;
    if (!PyArg_ParseTuple(args, "y*y*y*w*w*w*ndLp", &counts, &nominal, &missing, &groups, &chi2,
                          &sizes, &rules.codes, &rules.critical, &min_child,
                          &rules.exclude_missing))
        return NULL;
    rules.min_child = min_child;
    Py_ssize_t tables = nominal.len, slots = rules.codes + 1;
    int fits = counts.len == 2 * tables * rules.codes * 8 && missing.len == tables * 8 &&
               groups.len == tables * rules.codes * 8 && chi2.len == tables * 8 &&
               sizes.len == tables * (Py_ssize_t)sizeof(Sizes);
    Work work = {
        malloc(slots * sizeof(Slot)), malloc(slots * slots * sizeof(double)),
        malloc(slots * sizeof(double)), malloc(slots * sizeof(int64_t)), 0};
    int ready = work.slot && work.chi && work.nearest && work.group_of;
    if (ready && fits) {
        Py_BEGIN_ALLOW_THREADS
        for (Py_ssize_t t = 0; t < tables; t++)
            ((Sizes *)sizes.buf)[t] = group_table(
                &work, (const int64_t *)counts.buf + 2 * rules.codes * t,
                ((const uint8_t *)nominal.buf)[t], ((const int64_t *)missing.buf)[t], &rules,
                (int64_t *)groups.buf + rules.codes * t, (double *)chi2.buf + t);
        Py_END_ALLOW_THREADS
    }
    free(work.slot);
    free(work.chi);
    free(work.nearest);
    free(work.group_of);
    Py_buffer *all[] = {&counts, &nominal, &missing, &groups, &chi2, &sizes};
    for (int i = 0; i < 6; i++)
        PyBuffer_Release(all[i]);
    if (!ready)
        return PyErr_NoMemory();
    if (!fits) {
        PyErr_SetString(PyExc_ValueError, "arrays must be of the same number of tables");
        return NULL;
    }
    Py_RETURN_NONE;
}

#define COUNT_ROWS(type)                                                                           \
    for (Py_ssize_t start = 0; start < rows; start += BLOCK) {                                     \
        Py_ssize_t end = start + BLOCK < rows ? start + BLOCK : rows;                              \
        for (Py_ssize_t p = 0; p < predictors; p++) {                                              \
            const type *code = (const type *)codes.buf + p * rows;                                 \
            int64_t *cell = total + p * n_codes * width;                                           \
            type largest = 0;                                                                      \
            for (Py_ssize_t row = start; row < end; row++)                                         \
                largest = code[row] > largest ? code[row] : largest;                               \
            fits &= largest < n_codes;                                                             \
            if (!fits)                                                                             \
                continue;                                                                          \
            if (weight)                                                                            \
                for (Py_ssize_t row = start; row < end; row++)                                     \
                    cell[code[row] * width + column[row]] += weight[row];                          \
            else                                                                                   \
                for (Py_ssize_t row = start; row < end; row++)                                     \
                    cell[code[row] * width + column[row]]++;                                       \
        }                                                                                          \
    }

static PyObject *tally(PyObject *self, PyObject *args)
{
    Py_buffer codes, columns, out, weights = {0};
    Py_ssize_t predictors, rows, n_codes, width;
    if (!PyArg_ParseTuple(args, "y*y*w*z*nnnn", &codes, &columns, &out, &weights, &predictors,
                          &rows, &n_codes, &width))
        return NULL;
    const int64_t *column = columns.buf, *weight = weights.buf;
    int64_t *total = out.buf;
    int fits = columns.len == rows * 8 && out.len == predictors * n_codes * width * 8 &&
               (codes.len == predictors * rows || codes.len == 2 * predictors * rows) &&
               (!weight || weights.len == rows * 8);
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t row = 0; fits && row < rows; row++)
        fits = column[row] >= 0 && column[row] < width;
    if (!fits)
        ;
    else if (codes.len == predictors * rows)
        COUNT_ROWS(uint8_t)
    else
        COUNT_ROWS(uint16_t)
    Py_END_ALLOW_THREADS
    PyBuffer_Release(&codes);
    PyBuffer_Release(&columns);
    PyBuffer_Release(&out);
    if (weights.obj)
        PyBuffer_Release(&weights);
    if (!fits) {
        PyErr_SetString(PyExc_ValueError, "a code or column is beyond the table it is counted in");
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"group", group, METH_VARARGS, "Group the categories of many tables."},
    {"tally", tally, METH_VARARGS, "Count codes by column."},
    {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "_kernel", "Counting and grouping, compiled.", -1, methods,
    NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__kernel(void)
{
    return PyModule_Create(&module);
}
