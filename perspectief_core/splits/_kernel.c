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
#include <string.h>

typedef __int128 wide;

static const double TIE = 1e-12;
static const Py_ssize_t BLOCK = 1 << 14;
static const int64_t NARROW = 1 << 26;

/* One table while it is being worked on. Categories have a slot each; a group lives in the slot of
 * its first category, and the slots of the others are empty. Counts are whole, and exact below
 * 2**53. */
typedef struct {
    double *first, *second, *size; /* observations in either class, and together */
    double *chi;                   /* of each pair of groups, above the diagonal */
    double *nearest;               /* the least of each row of `chi` */
    double *row;                   /* room for one row */
    int64_t *code;                 /* of the category of each slot */
    int64_t *group_of;             /* slot of the group of each category */
    int64_t *alive;                /* slots of the groups that are left, in order */
    Py_ssize_t slots;
    int narrow; /* products of counts are exact too */
} Work;

typedef struct {
    Py_ssize_t codes;
    double critical;
    double min_child;
    int exclude_missing;
} Rules;

typedef struct {
    int64_t categories, groups, groups_before, classes;
} Sizes;

/* ---- statistics ---- */

/* The difference of the products a b and c d, exact. */
static inline double difference(double a, double b, double c, double d, int narrow)
{
    if (narrow)
        return a * b - c * d;
    return (double)((wide)(int64_t)a * (int64_t)b - (wide)(int64_t)c * (int64_t)d);
}

/* Chi-square of two groups; 0 when a class or a group is empty. */
static inline double pair_chi2(const Work *work, Py_ssize_t one, Py_ssize_t other, int narrow)
{
    double a = work->first[one], b = work->second[one];
    double c = work->first[other], d = work->second[other];
    double gap = difference(a, d, b, c, narrow);
    double weight = (a + c) * (b + d) * (work->size[one] * work->size[other]);
    return gap * gap * ((a + c) + (b + d)) / (weight + (weight == 0));
}

static double chi2_of(const Work *work, Py_ssize_t one, Py_ssize_t other)
{
    return pair_chi2(work, one, other, work->narrow);
}

/* Chi-square of one group with each from `start` on, into `row`. */
static void chi2_row(const Work *work, Py_ssize_t one, Py_ssize_t start, double *restrict row)
{
    if (work->narrow)
        for (Py_ssize_t j = start; j < work->slots; j++)
            row[j] = pair_chi2(work, one, j, 1);
    else
        for (Py_ssize_t j = start; j < work->slots; j++)
            row[j] = pair_chi2(work, one, j, 0);
}

/* Chi-square of all groups; empty ones count for nothing. */
static double whole_chi2(const Work *work)
{
    double first = 0, second = 0, sum = 0;
    for (Py_ssize_t i = 0; i < work->slots; i++) {
        first += work->first[i];
        second += work->second[i];
    }
    if (first == 0 || second == 0)
        return 0.0;
    for (Py_ssize_t i = 0; i < work->slots; i++) {
        double size = work->size[i];
        double gap = difference(work->first[i], first + second, size, first, work->narrow);
        if (size > 0)
            sum += gap * gap / (size * first * second);
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

/* Sum of squares, modulo 2**64 so that no order of summation changes it. */
static int64_t spread(const double *count, Py_ssize_t slots)
{
    uint64_t sum = 0;
    for (Py_ssize_t i = 0; i < slots; i++)
        sum += (uint64_t)count[i] * (uint64_t)count[i];
    return (int64_t)sum;
}

static double total(const double *count, Py_ssize_t slots)
{
    double sum = 0;
    for (Py_ssize_t i = 0; i < slots; i++)
        sum += count[i];
    return sum;
}

/* Put the slots of a nominal predictor in ascending order of their counts: size first, then the
 * smaller class of the table, or of equal classes the one with the least spread. */
static void order_by_counts(Work *work)
{
    Py_ssize_t slots = work->slots;
    double first = total(work->first, slots), second = total(work->second, slots);
    int swapped = second < first;
    if (first == second)
        swapped = spread(work->second, slots) < spread(work->first, slots);
    double *smaller = swapped ? work->second : work->first;
    double *larger = swapped ? work->first : work->second;
    for (Py_ssize_t i = 1; i < slots; i++) {
        double size = work->size[i], in_smaller = smaller[i], in_larger = larger[i];
        int64_t code = work->code[i];
        Py_ssize_t j = i;
        for (; j > 0; j--) {
            if (work->size[j - 1] < size ||
                (work->size[j - 1] == size && smaller[j - 1] <= in_smaller))
                break;
            work->size[j] = work->size[j - 1];
            smaller[j] = smaller[j - 1];
            larger[j] = larger[j - 1];
            work->code[j] = work->code[j - 1];
        }
        work->size[j] = size;
        smaller[j] = in_smaller;
        larger[j] = in_larger;
        work->code[j] = code;
    }
}

/* ---- merging ---- */

static void add(Work *work, Py_ssize_t kept, Py_ssize_t gone)
{
    work->first[kept] += work->first[gone];
    work->second[kept] += work->second[gone];
    work->size[kept] += work->size[gone];
    work->first[gone] = work->second[gone] = work->size[gone] = 0;
}

static void join(Work *work, Py_ssize_t kept, Py_ssize_t gone)
{
    add(work, kept, gone);
    for (Py_ssize_t i = 0; i < work->slots; i++)
        if (work->group_of[i] == gone)
            work->group_of[i] = kept;
}

static double least_of(const double *value, Py_ssize_t start, Py_ssize_t end)
{
    double least = INFINITY;
    for (Py_ssize_t i = start; i < end; i++)
        least = value[i] < least ? value[i] : least;
    return least;
}

/* The least chi-square of the group at place `at` of `alive` with the groups after it. */
static void scan_row(Work *work, const int64_t *alive, Py_ssize_t at, Py_ssize_t groups)
{
    const double *chi = work->chi + alive[at] * work->slots;
    double least = INFINITY;
    for (Py_ssize_t i = at + 1; i < groups; i++)
        least = chi[alive[i]] < least ? chi[alive[i]] : least;
    work->nearest[alive[at]] = least;
}

/* Renew the chi-squares of the group that grew, now that another is gone, and keep the least of
 * each row right. */
static void renew(
    Work *work, const int64_t *alive, Py_ssize_t groups, Py_ssize_t kept, Py_ssize_t gone)
{
    Py_ssize_t at = 0;
    for (; at < groups && alive[at] < gone; at++) {
        Py_ssize_t k = alive[at];
        double *chi = work->chi + k * work->slots;
        double lost = chi[gone], value = INFINITY;
        if (k == kept)
            continue;
        if (k < kept) {
            value = chi2_of(work, k, kept);
            lost = chi[kept] < lost ? chi[kept] : lost;
            chi[kept] = value;
        }
        if (value <= work->nearest[k])
            work->nearest[k] = value;
        else if (lost <= work->nearest[k])
            scan_row(work, alive, at, groups);
    }
    double *chi = work->chi + kept * work->slots;
    for (at = groups - 1; alive[at] > kept; at--)
        chi[alive[at]] = chi2_of(work, kept, alive[at]);
    scan_row(work, alive, at, groups);
}

static Py_ssize_t merge_nominal(Work *work, double critical)
{
    Py_ssize_t slots = work->slots, groups = slots;
    int64_t *alive = work->alive;
    if (groups < 3)
        return groups;
    for (Py_ssize_t i = 0; i < slots; i++)
        alive[i] = i;
    for (Py_ssize_t i = 0; i < slots; i++) {
        chi2_row(work, i, i + 1, work->chi + i * slots);
        scan_row(work, alive, i, groups);
    }
    while (groups > 2) {
        double least = INFINITY;
        for (Py_ssize_t i = 0; i < groups; i++)
            least = work->nearest[alive[i]] < least ? work->nearest[alive[i]] : least;
        if (!(least < critical))
            break;
        double limit = least * (1 + TIE);
        Py_ssize_t one = 0, other;
        while (work->nearest[alive[one]] > limit)
            one++;
        Py_ssize_t kept = alive[one];
        for (other = one + 1; work->chi[kept * slots + alive[other]] > limit; other++)
            ;
        Py_ssize_t gone = alive[other];
        join(work, kept, gone);
        groups--;
        memmove(alive + other, alive + other + 1, (groups - other) * sizeof *alive);
        renew(work, alive, groups, kept, gone);
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

/* `nearest[k]` is here the chi-square of group k and the next one. */
static void renew_neighbour(Work *work, Py_ssize_t slot)
{
    Py_ssize_t next = next_group(work, slot);
    work->nearest[slot] = next < work->slots ? chi2_of(work, slot, next) : INFINITY;
}

static Py_ssize_t merge_ordered(Work *work, Py_ssize_t groups, double critical)
{
    Py_ssize_t slots = work->slots;
    for (Py_ssize_t i = 0; i < slots; i++)
        renew_neighbour(work, i);
    for (; groups > 2; groups--) {
        double least = least_of(work->nearest, 0, slots);
        if (!(least < critical))
            break;
        Py_ssize_t kept = 0, before;
        while (work->nearest[kept] > least * (1 + TIE))
            kept++;
        Py_ssize_t gone = next_group(work, kept);
        join(work, kept, gone);
        work->nearest[gone] = INFINITY;
        renew_neighbour(work, kept);
        for (before = kept - 1; before >= 0 && work->group_of[before] != before; before--)
            ;
        if (before >= 0)
            renew_neighbour(work, before);
    }
    return groups;
}

/* ---- the floating missing category, and small groups ---- */

/* The first group that may join `one` and is as near as the nearest, from chi-squares in `row`. */
static Py_ssize_t first_nearest(const Work *work)
{
    double limit = least_of(work->row, 0, work->slots) * (1 + TIE);
    Py_ssize_t slot = 0;
    while (work->row[slot] > limit)
        slot++;
    return slot;
}

/* Place missing, which has the last slot, with its nearest group or apart; return the groups. */
static Py_ssize_t place_missing(Work *work, Py_ssize_t groups)
{
    Py_ssize_t last = work->slots - 1;
    if (groups < 2)
        return groups + 1;
    chi2_row(work, last, 0, work->row);
    for (Py_ssize_t i = 0; i <= last; i++)
        if (i == last || work->group_of[i] != i)
            work->row[i] = INFINITY;
    Py_ssize_t nearest = first_nearest(work);
    double first = work->first[last], second = work->second[last];
    double apart = log_p(whole_chi2(work), groups);
    add(work, nearest, last);
    double joined = log_p(whole_chi2(work), groups - 1);
    if (joined <= apart * (1 - TIE)) {
        work->group_of[last] = nearest;
        return groups;
    }
    work->first[nearest] -= first;
    work->second[nearest] -= second;
    work->size[nearest] -= first + second;
    work->first[last] = first;
    work->second[last] = second;
    work->size[last] = first + second;
    return groups + 1;
}

/* Whether groups may join; `apart` is the slot of a missing category that floats by itself. */
static int may_join(
    const Work *work, Py_ssize_t one, Py_ssize_t other, int nominal, Py_ssize_t apart)
{
    if (one == other || work->group_of[other] != other)
        return 0;
    if (nominal || one == apart || other == apart)
        return 1;
    return next_group(work, one < other ? one : other) == (one < other ? other : one);
}

static Py_ssize_t absorb_small(
    Work *work, Py_ssize_t groups, int nominal, Py_ssize_t apart, double min_child)
{
    for (; groups > 1; groups--) {
        Py_ssize_t one = -1;
        for (Py_ssize_t i = 0; i < work->slots; i++)
            if (work->group_of[i] == i && (one < 0 || work->size[i] < work->size[one]))
                one = i;
        if (work->size[one] >= min_child)
            break;
        chi2_row(work, one, 0, work->row);
        for (Py_ssize_t i = 0; i < work->slots; i++)
            if (!may_join(work, one, i, nominal, apart))
                work->row[i] = INFINITY;
        Py_ssize_t other = first_nearest(work);
        join(work, one < other ? one : other, one < other ? other : one);
    }
    return groups;
}

/* ---- one table ---- */

static void put(Work *work, Py_ssize_t slot, int64_t code, const int64_t *count)
{
    work->code[slot] = code;
    work->first[slot] = (double)count[0];
    work->second[slot] = (double)count[1];
    work->size[slot] = (double)(count[0] + count[1]);
    work->group_of[slot] = slot;
}

/* Give each present category a slot; return whether missing floats, which is then left out. */
static int lay_out(
    Work *work, const int64_t *counts, int nominal, int64_t missing, const Rules *rules)
{
    int floats = 0;
    int64_t observations = 0;
    work->slots = 0;
    for (Py_ssize_t code = 0; code < rules->codes; code++) {
        const int64_t *count = counts + 2 * code;
        if (count[0] + count[1] == 0 || (code == missing && rules->exclude_missing))
            continue;
        observations += count[0] + count[1];
        if (code == missing && !nominal)
            floats = 1;
        else
            put(work, work->slots++, code, count);
    }
    work->narrow = observations <= NARROW;
    return floats;
}

/* Write the group of each code, groups numbered by their first code. */
static void number_groups(Work *work, const Rules *rules, int64_t *group_of_code)
{
    int64_t *number = work->code + rules->codes + 1, found = 0;
    for (Py_ssize_t code = 0; code < rules->codes; code++)
        group_of_code[code] = -1;
    for (Py_ssize_t i = 0; i < work->slots; i++) {
        group_of_code[work->code[i]] = work->group_of[i];
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
}

static Sizes group_table(
    Work *work, const int64_t *counts, int nominal, int64_t missing, const Rules *rules,
    int64_t *group_of_code, double *chi2)
{
    int floats = lay_out(work, counts, nominal, missing, rules);
    Py_ssize_t apart = -1, groups = work->slots;
    if (nominal) {
        order_by_counts(work);
        groups = merge_nominal(work, rules->critical);
    } else {
        groups = merge_ordered(work, groups, rules->critical);
    }
    if (floats) {
        Py_ssize_t last = work->slots++;
        put(work, last, missing, counts + 2 * missing);
        groups = place_missing(work, groups);
        apart = work->group_of[last] == last ? last : -1;
    }
    Sizes sizes = {0, 0, groups, 0};
    sizes.groups = absorb_small(work, groups, nominal, apart, rules->min_child);
    sizes.categories = work->slots;
    sizes.classes = (total(work->first, work->slots) > 0) + (total(work->second, work->slots) > 0);
    *chi2 = sizes.groups > 1 ? whole_chi2(work) : 0.0;
    number_groups(work, rules, group_of_code);
    return sizes;
}

/* ---- the border: nothing beyond it is checked again ---- */

static const int64_t MOST_COUNT = (int64_t)1 << 53;
static const Py_ssize_t MOST_CODES = 1 << 16;

/* Whether a buffer holds `count` times `each` items of `size` bytes, where such items may stand. */
static int holds(const Py_buffer *buffer, Py_ssize_t count, Py_ssize_t each, Py_ssize_t size)
{
    Py_ssize_t items, bytes;
    if (count < 0 || each < 0 || __builtin_mul_overflow(count, each, &items) ||
        __builtin_mul_overflow(items, size, &bytes))
        return 0;
    return buffer->len == bytes && (uintptr_t)buffer->buf % (uintptr_t)size == 0;
}

/* Whether counts are whole numbers from 0 on, and together below 2**53. */
static int may_be_counts(const int64_t *count, Py_ssize_t items)
{
    int64_t sum = 0;
    for (Py_ssize_t i = 0; i < items; i++) {
        if (count[i] < 0 || count[i] >= MOST_COUNT - sum)
            return 0;
        sum += count[i];
    }
    return 1;
}

static int may_be_tables(
    const int64_t *counts, const int64_t *missing, Py_ssize_t tables, Py_ssize_t codes)
{
    for (Py_ssize_t t = 0; t < tables; t++)
        if (missing[t] < -1 || missing[t] >= codes ||
            !may_be_counts(counts + 2 * codes * t, 2 * codes))
            return 0;
    return 1;
}

static void release(Py_buffer **buffers, int n)
{
    for (int i = 0; i < n; i++)
        if (buffers[i]->obj)
            PyBuffer_Release(buffers[i]);
}

/* ---- the module ---- */

static PyObject *group(PyObject *self, PyObject *args)
{
    Py_buffer counts, nominal, missing, groups, chi2, sizes;
    Py_buffer *all[] = {&counts, &nominal, &missing, &groups, &chi2, &sizes};
    Rules rules;
    long long min_child;
    if (!PyArg_ParseTuple(args, "y*y*y*w*w*w*ndLp", &counts, &nominal, &missing, &groups, &chi2,
                          &sizes, &rules.codes, &rules.critical, &min_child,
                          &rules.exclude_missing))
        return NULL;
    rules.min_child = (double)min_child;
    Py_ssize_t tables = nominal.len, codes = rules.codes;
    int fits = codes >= 0 && codes <= MOST_CODES && holds(&counts, tables, 2 * codes, 8) &&
               holds(&missing, tables, 1, 8) && holds(&groups, tables, codes, 8) &&
               holds(&chi2, tables, 1, 8) && holds(&sizes, tables, 4, 8) &&
               may_be_tables(counts.buf, missing.buf, tables, codes);
    if (!fits || isnan(rules.critical)) {
        release(all, 6);
        PyErr_SetString(PyExc_ValueError,
                        "arrays must be of the same number of tables, with counts from 0 to 2**53");
        return NULL;
    }
    size_t slots = (size_t)codes + 1;
    double *room = malloc(sizeof(double) * slots * (slots + 5));
    int64_t *whole = malloc(sizeof(int64_t) * slots * 4);
    if (room && whole) {
        Work work = {
            room, room + slots, room + 2 * slots, room + 5 * slots, room + 3 * slots,
            room + 4 * slots, whole, whole + 2 * slots, whole + 3 * slots, 0, 0};
        Py_BEGIN_ALLOW_THREADS
        for (Py_ssize_t t = 0; t < tables; t++)
            ((Sizes *)sizes.buf)[t] = group_table(
                &work, (const int64_t *)counts.buf + 2 * codes * t,
                ((const uint8_t *)nominal.buf)[t], ((const int64_t *)missing.buf)[t], &rules,
                (int64_t *)groups.buf + codes * t, (double *)chi2.buf + t);
        Py_END_ALLOW_THREADS
    }
    int done = room && whole;
    free(room);
    free(whole);
    release(all, 6);
    if (!done)
        return PyErr_NoMemory();
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
    Py_buffer *all[] = {&codes, &columns, &out, &weights};
    Py_ssize_t predictors, rows, n_codes, width, cells;
    if (!PyArg_ParseTuple(args, "y*y*w*z*nnnn", &codes, &columns, &out, &weights, &predictors,
                          &rows, &n_codes, &width))
        return NULL;
    const int64_t *column = columns.buf, *weight = weights.buf;
    int64_t *total = out.buf;
    int narrow = holds(&codes, predictors, rows, 1);
    int fits = (narrow || holds(&codes, predictors, rows, 2)) && holds(&columns, rows, 1, 8) &&
               n_codes >= 0 && width >= 0 && !__builtin_mul_overflow(n_codes, width, &cells) &&
               holds(&out, predictors, cells, 8) &&
               (!weight || (holds(&weights, rows, 1, 8) && may_be_counts(weight, rows)));
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t row = 0; fits && row < rows; row++)
        fits = column[row] >= 0 && column[row] < width;
    if (fits) {
        memset(total, 0, (size_t)out.len);
        if (narrow)
            COUNT_ROWS(uint8_t)
        else
            COUNT_ROWS(uint16_t)
    }
    Py_END_ALLOW_THREADS
    release(all, 4);
    if (!fits) {
        PyErr_SetString(PyExc_ValueError,
                        "a code, column or weight is beyond the table it is counted in");
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
