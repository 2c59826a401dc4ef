/* The county's rules by hand, for one chunk of households: bytes first, then one running sum.
 *
 * Each loop goes over one kind of subject, has no branch and touches few columns, so that the
 * compiler turns it into vector instructions. A household's counts and the sum of its incomes
 * share one 64-bit word, summed once over all members; what a household comes to is the difference
 * at its ends. Money is in fen. The figures are those of workload.py, in its order.
 */

#include <stdint.h>
#include <string.h>

typedef uint8_t u8;
typedef int64_t fen;

enum { GRANTED, MAY, CASE_BY_CASE, NOT_MET = 4, EXCLUDED = 5 };
enum { NO_AMOUNT = -1 };
enum { ABLE, DEAD };
enum { INSTITUTION };
enum { SENIOR = 2, COLLEGE = 3 };
enum { IS_RURAL = 1 }; /* of a household, as its members see it: 2 dibao, 4 marginal */
enum { INCOME_BITS = 40, DESTITUTE = 40, SEVERE = 48, FREE = 56 }; /* in the word of a member */

typedef struct {
  const u8 *assets, *accident, *surge, *disaster, *unsafe, *cold, *hukou;
  const fen *other_income;
  const u8 *needs_care, *no_supporter, *unemployed, *draws, *hospital, *ill, *injury, *veteran;
  const u8 *self_care, *father, *mother, *support, *stage;
  const int16_t *age;
  const u8 *grade;
  const fen *income, *cost;
  const int64_t *offsets;
} In;

typedef struct {
  u8 *outcome;
  fen *low, *high;
} Cells;

typedef struct {
  Cells dibao, temporary, heating, housing;
  Cells added, single, destitution, living, nursing, orphan, unattended, elder, price, patient,
      education, medical, unemployment;
} Out;

typedef struct {
  u8 *seen, *of_household, *severe, *orphan, *unattended, *destitute, *need, *dibao, *marginal,
      *rural;
  uint64_t *word, *all; /* of the members before one; of all of a household's members */
} Room;

/* All truths are bytes of 0 or 1. What nobody gets is NO_AMOUNT, which is all bits. */
static inline fen dibao_standard(u8 rural) { return 62000 - rural * 12400; }
static inline fen where(u8 yes, fen amount) { return amount | ((fen)yes - 1); }
static inline u8 code(u8 yes, u8 outcome) { return (u8)-yes & outcome; }
static inline u8 no(u8 yes) { return yes ^ 1; }

/* Each household's byte to all of its members; eight at once, the next household overwrites. */
static void spread(const u8 *from, const int64_t *offsets, int64_t households, u8 *to) {
  int64_t start = offsets[0];
  for (int64_t h = 0; h < households; h++) {
    uint64_t eight = from[h] * 0x0101010101010101ull;
    int64_t at = offsets[h] - start, end = offsets[h + 1] - start;
    memcpy(to + at, &eight, 8);
    for (at += 8; at < end; at += 8) memcpy(to + at, &eight, 8);
  }
}

/* What is written is never what is read at another place. */
#define EACH _Pragma("GCC ivdep") for (int64_t i = 0; i < n; i++)

static void groups(const In *in, int64_t first, int64_t n, const Room *room) {
  const u8 *restrict rural = room->of_household, *restrict grade = in->grade + first;
  const u8 *restrict father = in->father + first, *restrict mother = in->mother + first;
  const u8 *restrict alone = in->no_supporter + first;
  const int16_t *restrict age = in->age + first;
  const fen *restrict income = in->income + first;
  u8 *restrict severe = room->severe, *restrict orphan = room->orphan;
  u8 *restrict unattended = room->unattended, *restrict destitute = room->destitute;
  u8 *restrict free = room->need;
  uint64_t *restrict word = room->word;
  EACH { orphan[i] = age[i] < 18; }
  EACH { free[i] = (uint16_t)(age[i] - 16) < 44; }
  EACH {
    u8 child = orphan[i], is_severe = (u8)(grade[i] - 1) <= 1;
    u8 is_orphan = child & (father[i] == DEAD) & (mother[i] == DEAD);
    u8 is_unattended = child & no(is_orphan) & (father[i] != ABLE) & (mother[i] != ABLE);
    u8 is_free = free[i] & no(is_severe);
    severe[i] = is_severe;
    orphan[i] = is_orphan;
    unattended[i] = is_unattended;
    free[i] = is_free;
    destitute[i] = no(is_free) & alone[i] & no(is_orphan | is_unattended);
  }
  EACH { destitute[i] &= income[i] < dibao_standard(rural[i]); }
  EACH {
    word[i] = (uint64_t)income[i] | (uint64_t)destitute[i] << DESTITUTE |
              (uint64_t)severe[i] << SEVERE | (uint64_t)free[i] << FREE;
  }
  uint64_t sum = 0;
  for (int64_t i = 0; i < n; i++) {
    uint64_t it = word[i];
    word[i] = sum;
    sum += it;
  }
  word[n] = sum;
}

static void households(const In *in, int64_t first, int64_t n, const Room *room, const Out *out) {
  const u8 *restrict assets = in->assets + first, *restrict accident = in->accident + first;
  const u8 *restrict surge = in->surge + first, *restrict disaster = in->disaster + first;
  const u8 *restrict unsafe = in->unsafe + first, *restrict cold = in->cold + first;
  const u8 *restrict rural = in->hukou + first;
  const fen *restrict other = in->other_income + first;
  const int64_t *restrict offsets = in->offsets + first;
  const uint64_t *restrict word = room->word;
  u8 *restrict seen = room->seen;
  u8 *restrict given = out->dibao.outcome, *restrict relieved = out->temporary.outcome;
  u8 *restrict heated = out->heating.outcome, *restrict housed = out->housing.outcome;
  fen *restrict dibao = out->dibao.low, *restrict heating = out->heating.low;
  fen *restrict housing = out->housing.low;
  fen *restrict low = out->temporary.low, *restrict high = out->temporary.high;
  uint64_t *restrict all = room->all;
  int64_t start = offsets[0];
  for (int64_t i = 0; i < n; i++) all[i] = word[offsets[i + 1] - start] - word[offsets[i] - start];
  EACH {
    fen income = (fen)(all[i] & ((1ull << INCOME_BITS) - 1)) + other[i];
    fen line = dibao_standard(rural[i]) * (offsets[i + 1] - offsets[i]);
    u8 below = income < line, near = 2 * income < 3 * line;
    seen[i] = below | near << 1 | ((u8)(all[i] >> DESTITUTE) != 0) << 2 |
              ((u8)(all[i] >> SEVERE) != 0) << 3 | ((u8)(all[i] >> FREE) == 0) << 4;
    dibao[i] = (uint32_t)(line - income + 99) / 100 * (fen)100;
  }
  EACH {
    u8 is_dibao = assets[i] & seen[i], is_marginal = assets[i] & no(seen[i]) & seen[i] >> 1;
    u8 is_heated = is_dibao | (seen[i] >> 2 & 1);
    u8 is_housed = rural[i] & unsafe[i] & (is_dibao | is_marginal | seen[i] >> 3);
    given[i] = code(no(is_dibao), NOT_MET);
    heated[i] = code(no(is_heated), NOT_MET);
    housed[i] = code(no(is_housed), NOT_MET) | (seen[i] & 16);
    seen[i] = rural[i] | is_dibao << 1 | is_marginal << 2;
  }
  EACH { dibao[i] = where(seen[i] >> 1 & 1, dibao[i]); }
  EACH { heating[i] = where(no(heated[i] >> 2), 60000 + cold[i] * 30000); }
  EACH { housing[i] = where(no(housed[i] >> 2 & 1), 2000000 + (housed[i] >> 4) * 1500000); }
  EACH { housed[i] &= NOT_MET; }
  EACH {
    u8 poor = seen[i] >> 1 != 0, struck = accident[i] | surge[i];
    u8 shall = poor & (struck | disaster[i]), may = no(poor) & struck;
    relieved[i] = code(poor & no(shall), CASE_BY_CASE) | code(may, MAY) |
                  code(no(poor) & no(struck), NOT_MET);
    low[i] = where(shall | may, may * 50000);
    high[i] = where(shall | may, may ? 200000 : 6 * dibao_standard(rural[i]));
  }
}

#define OPEN(it) u8 *restrict outcome = out->it.outcome; fen *restrict low = out->it.low;
#define GIVEN(yes) outcome[i] = code(no(yes), NOT_MET);
#define UNLESS(base, barred, said) \
  outcome[i] = code(no(base), NOT_MET) | code((base) & (barred), EXCLUDED) | \
               code((base) & no(barred), said);

static void members(const In *in, int64_t first, int64_t n, const Room *room, const Out *out) {
  const u8 *restrict seen = room->of_household, *restrict severe = room->severe;
  const u8 *restrict orphan = room->orphan, *restrict unattended = room->unattended;
  const u8 *restrict destitute = room->destitute, *restrict grade = in->grade + first;
  const u8 *restrict ill = in->ill + first, *restrict care = in->needs_care + first;
  const u8 *restrict injury = in->injury + first, *restrict veteran = in->veteran + first;
  const u8 *restrict draws = in->draws + first, *restrict hospital = in->hospital + first;
  const u8 *restrict jobless = in->unemployed + first, *restrict stage = in->stage + first;
  const u8 *restrict support = in->support + first, *restrict self_care = in->self_care + first;
  const int16_t *restrict age = in->age + first;
  const fen *restrict income = in->income + first, *restrict cost = in->cost + first;
  u8 *restrict need = room->need, *restrict dibao = room->dibao;
  u8 *restrict marginal = room->marginal, *restrict rural = room->rural;
  EACH {
    rural[i] = seen[i] & IS_RURAL;
    dibao[i] = seen[i] >> 1 & 1;
    marginal[i] = seen[i] >> 2;
    need[i] = dibao[i] | destitute[i] | orphan[i] | unattended[i];
  }
  {
    OPEN(added)
    EACH { outcome[i] = (age[i] >= 70) | (age[i] < 18); }
    EACH { GIVEN(dibao[i] & (outcome[i] | severe[i] | ill[i])) }
    EACH { low[i] = where(no(outcome[i] >> 2), 6200 - rural[i] * 1240); }
  }
  {
    OPEN(single)
    EACH { UNLESS(marginal[i] & (severe[i] | ill[i]), destitute[i], GRANTED) }
    EACH {
      fen gap = dibao_standard(rural[i]) - income[i];
      low[i] = where(outcome[i] == GRANTED, gap > 0 ? gap : 0);
    }
  }
  {
    OPEN(destitution)
    EACH { GIVEN(destitute[i]) }
    EACH {
      fen added = self_care[i] * 10000 + (self_care[i] != 0) * 10000;
      fen basic = 80600 - rural[i] * 16100;
      low[i] = where(destitute[i], basic + added * (support[i] == INSTITUTION));
    }
  }
  {
    OPEN(living)
    EACH {
      u8 disabled = grade[i] >= 1, barred = destitute[i] | injury[i] | orphan[i] | unattended[i];
      UNLESS(disabled & (dibao[i] | marginal[i]), barred, marginal[i])
    }
    EACH { low[i] = where(outcome[i] <= MAY, 9000 - outcome[i] * 3000); }
  }
  {
    OPEN(nursing)
    EACH { UNLESS(severe[i] & care[i], destitute[i] | injury[i], GRANTED) }
    EACH { low[i] = where(outcome[i] == GRANTED, 12000 - grade[i] * 2000); }
  }
  {
    OPEN(orphan)
    EACH { GIVEN(orphan[i]) }
    EACH { low[i] = where(orphan[i], 145600 - support[i] * 20000); }
  }
  {
    OPEN(unattended)
    EACH { GIVEN(unattended[i]) }
    EACH {
      fen gap = 125600 - income[i];
      low[i] = where(unattended[i], gap > 0 ? gap : 0);
    }
  }
  {
    OPEN(elder)
    EACH { GIVEN((u8)(age[i] >= 80)) }
    EACH {
      fen more = (age[i] >= 90) * 10000 + (age[i] >= 100) * 30000;
      low[i] = where(no(outcome[i] >> 2), 10000 + more);
    }
  }
  {
    OPEN(price)
    EACH { GIVEN(need[i] | veteran[i] | draws[i]) }
    EACH { low[i] = where(no(outcome[i] >> 2), 2200 - rural[i] * 500); }
  }
  {
    OPEN(patient)
    EACH {
      u8 listed = need[i] | veteran[i];
      outcome[i] = code(no(hospital[i]), NOT_MET) | code(hospital[i] & no(listed), CASE_BY_CASE);
    }
    EACH { low[i] = where(outcome[i] == GRANTED, 2 * dibao_standard(rural[i])); }
  }
  {
    OPEN(education)
    fen *restrict high = out->education.high;
    EACH {
      u8 studies = stage[i] >= SENIOR, some = need[i] | marginal[i];
      outcome[i] = code(no(studies & some), NOT_MET) | (studies & marginal[i] & no(need[i]));
    }
    EACH {
      u8 may = outcome[i] == MAY;
      fen full = 200000 + (stage[i] == COLLEGE) * 200000;
      low[i] = where(outcome[i] <= MAY, may ? 0 : full);
      high[i] = where(outcome[i] <= MAY, may ? 100000 : full);
    }
  }
  { /* what is above the caps is cut first, so that 32 bits are enough */
    OPEN(medical)
    EACH { outcome[i] = cost[i] > 0; }
    EACH { low[i] = cost[i] > 300000; }
    EACH { GIVEN((need[i] & outcome[i]) | (no(need[i]) & marginal[i] & (u8)low[i])) }
    EACH {
      uint32_t all = cost[i] < 3000000 ? (uint32_t)cost[i] : 3000000;
      uint32_t above = cost[i] < 2300000 ? (uint32_t)cost[i] - 300000 : 2000000;
      uint32_t most = need[i] ? all * 7 : above * 6, cap = need[i] ? 20000000 : 10000000;
      uint32_t yuan = (most < cap ? most : cap) / 1000;
      low[i] = where(no(outcome[i] >> 2), yuan * (fen)100);
    }
  }
  {
    OPEN(unemployment)
    EACH { outcome[i] = age[i] >= 60; }
    EACH { UNLESS(jobless[i] & no(draws[i]) & (dibao[i] | marginal[i]), outcome[i], MAY) }
    EACH { low[i] = where(outcome[i] == MAY, 100000); }
  }
}

/* Households from `first` on, `n` of them; what comes out begins at 0 of every column. */
void county(const In *in, int64_t first, int64_t n, const Room *room, const Out *out) {
  const int64_t *offsets = in->offsets + first;
  int64_t start = offsets[0], count = offsets[n] - start;
  spread(in->hukou + first, offsets, n, room->of_household);
  groups(in, start, count, room);
  households(in, first, n, room, out);
  spread(room->seen, offsets, n, room->of_household);
  members(in, start, count, room, out);
}
