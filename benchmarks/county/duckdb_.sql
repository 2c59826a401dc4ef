-- The county's rules. Outcomes: 0 granted, 1 may be granted, 2 case by case, 4 not met, 5 excluded;
-- money in fen, -1 where no amount is said.
CREATE OR REPLACE TEMP TABLE line AS
WITH own AS (
  SELECT
    m.household,
    m.monthly_income,
    m.disability_grade BETWEEN 1 AND 2 AS severe,
    m.age >= 60 OR m.age < 16 OR severe AS dependent,
    dependent AND m.no_supporter
      AND m.monthly_income < CASE WHEN h.hukou = 'rural' THEN 49600 ELSE 62000 END
      AND NOT (
        m.age < 18 AND m.father_state <> 'able_to_raise' AND m.mother_state <> 'able_to_raise'
      ) AS destitute
  FROM member AS m JOIN household AS h ON m.household = h.id
),
seen AS (
  SELECT
    household,
    count(*) AS size,
    sum(monthly_income)::BIGINT AS income,
    bool_or(destitute) AS some_destitute,
    bool_or(severe) AS some_severe,
    bool_and(dependent) AS all_dependent
  FROM own
  GROUP BY household
)
SELECT
  h.id,
  h.hukou = 'rural' AS rural,
  CASE WHEN h.hukou = 'rural' THEN 49600::BIGINT ELSE 62000 END AS standard,
  standard * s.size AS line,
  s.income + h.other_income AS all_income,
  h.assets_within_limit AND all_income < line AS dibao,
  h.assets_within_limit AND all_income >= line AND 2 * all_income < 3 * line AS marginal,
  dibao OR marginal AS poor,
  s.some_destitute,
  s.some_severe,
  s.all_dependent
FROM household AS h JOIN seen AS s ON h.id = s.household;

SELECT
  h.id,
  (CASE WHEN dibao THEN 0 ELSE 4 END)::UTINYINT AS dibao_outcome,
  (CASE WHEN dibao THEN (line - all_income + 99) // 100 * 100 ELSE -1 END)::BIGINT AS dibao_low,
  (CASE
    WHEN poor AND (accident OR spending_surge OR struck_by_disaster) THEN 0
    WHEN poor THEN 2
    WHEN accident OR spending_surge THEN 1
    ELSE 4
  END)::UTINYINT AS temporary_relief_outcome,
  (CASE temporary_relief_outcome WHEN 0 THEN 0 WHEN 1 THEN 50000 ELSE -1 END)::BIGINT
    AS temporary_relief_low,
  (CASE temporary_relief_outcome WHEN 0 THEN 6 * standard WHEN 1 THEN 200000 ELSE -1 END)::BIGINT
    AS temporary_relief_high,
  (CASE WHEN dibao OR some_destitute THEN 0 ELSE 4 END)::UTINYINT AS heating_subsidy_outcome,
  (CASE
    WHEN heating_subsidy_outcome = 4 THEN -1
    WHEN cold_region THEN 90000
    ELSE 60000
  END)::BIGINT AS heating_subsidy_low,
  (CASE WHEN rural AND unsafe_house AND (poor OR some_severe) THEN 0 ELSE 4 END)::UTINYINT
    AS housing_aid_outcome,
  (CASE
    WHEN housing_aid_outcome = 4 THEN -1
    WHEN all_dependent THEN 3500000
    ELSE 2000000
  END)::BIGINT AS housing_aid_low
FROM household AS h JOIN line AS l ON h.id = l.id;

WITH own AS (
  SELECT
    m.*,
    l.rural,
    l.standard,
    l.dibao,
    l.marginal,
    l.poor,
    m.disability_grade BETWEEN 1 AND 2 AS severe,
    m.age < 18 AND m.father_state = 'dead' AND m.mother_state = 'dead' AS orphan,
    m.age < 18 AND NOT orphan AND m.father_state <> 'able_to_raise'
      AND m.mother_state <> 'able_to_raise' AS unattended,
    (m.age >= 60 OR m.age < 16 OR severe) AND m.no_supporter
      AND m.monthly_income < l.standard AND NOT (orphan OR unattended) AS destitute,
    l.dibao OR destitute OR orphan OR unattended AS need,
    m.stage IN ('senior', 'college') AS studies
  FROM member AS m JOIN line AS l ON m.household = l.id
)
SELECT
  id,
  (CASE WHEN dibao AND (age >= 70 OR age < 18 OR severe OR seriously_ill) THEN 0 ELSE 4 END)
    ::UTINYINT AS added_dibao_outcome,
  (CASE added_dibao_outcome WHEN 0 THEN standard // 10 ELSE -1 END)::BIGINT AS added_dibao_low,
  (CASE
    WHEN NOT (marginal AND (severe OR seriously_ill)) THEN 4
    WHEN destitute THEN 5
    ELSE 0
  END)::UTINYINT AS single_dibao_outcome,
  (CASE single_dibao_outcome WHEN 0 THEN greatest(standard - monthly_income, 0) ELSE -1 END)
    ::BIGINT AS single_dibao_low,
  (CASE WHEN destitute THEN 0 ELSE 4 END)::UTINYINT AS destitution_support_outcome,
  (CASE
    WHEN NOT destitute THEN -1
    ELSE CASE WHEN rural THEN 64500 ELSE 80600 END
      + CASE
        WHEN present_support = 'at_home' THEN 0
        WHEN self_care = 'partly_dependent' THEN 20000
        WHEN self_care = 'fully_dependent' THEN 30000
        ELSE 0
      END
  END)::BIGINT AS destitution_support_low,
  (CASE
    WHEN disability_grade < 1 OR NOT poor THEN 4
    WHEN destitute OR draws_injury_nursing OR orphan OR unattended THEN 5
    WHEN dibao THEN 0
    ELSE 1
  END)::UTINYINT AS living_subsidy_outcome,
  (CASE living_subsidy_outcome WHEN 0 THEN 9000 WHEN 1 THEN 6000 ELSE -1 END)::BIGINT
    AS living_subsidy_low,
  (CASE
    WHEN NOT (severe AND needs_care) THEN 4
    WHEN destitute OR draws_injury_nursing THEN 5
    ELSE 0
  END)::UTINYINT AS nursing_subsidy_outcome,
  (CASE
    WHEN nursing_subsidy_outcome <> 0 THEN -1
    WHEN disability_grade = 1 THEN 10000
    ELSE 8000
  END)::BIGINT AS nursing_subsidy_low,
  (CASE WHEN orphan THEN 0 ELSE 4 END)::UTINYINT AS orphan_allowance_outcome,
  (CASE
    WHEN NOT orphan THEN -1
    WHEN present_support = 'in_institution' THEN 145600
    ELSE 125600
  END)::BIGINT AS orphan_allowance_low,
  (CASE WHEN unattended THEN 0 ELSE 4 END)::UTINYINT AS unattended_allowance_outcome,
  (CASE WHEN unattended THEN greatest(125600 - monthly_income, 0) ELSE -1 END)::BIGINT
    AS unattended_allowance_low,
  (CASE WHEN age >= 80 THEN 0 ELSE 4 END)::UTINYINT AS elder_allowance_outcome,
  (CASE WHEN age >= 100 THEN 50000 WHEN age >= 90 THEN 20000 WHEN age >= 80 THEN 10000 ELSE -1 END)
    ::BIGINT AS elder_allowance_low,
  (CASE WHEN need OR veteran OR draws_insurance THEN 0 ELSE 4 END)::UTINYINT
    AS price_subsidy_outcome,
  (CASE WHEN price_subsidy_outcome = 4 THEN -1 WHEN rural THEN 1700 ELSE 2200 END)::BIGINT
    AS price_subsidy_low,
  (CASE WHEN NOT in_hospital THEN 4 WHEN need OR veteran THEN 0 ELSE 2 END)::UTINYINT
    AS patient_relief_outcome,
  (CASE patient_relief_outcome WHEN 0 THEN 2 * standard ELSE -1 END)::BIGINT
    AS patient_relief_low,
  (CASE WHEN studies AND need THEN 0 WHEN studies AND marginal THEN 1 ELSE 4 END)::UTINYINT
    AS education_aid_outcome,
  (CASE
    WHEN education_aid_outcome = 4 THEN -1
    WHEN education_aid_outcome = 1 THEN 0
    WHEN stage = 'college' THEN 400000
    ELSE 200000
  END)::BIGINT AS education_aid_low,
  (CASE education_aid_outcome WHEN 1 THEN 100000 ELSE education_aid_low END)::BIGINT
    AS education_aid_high,
  (CASE
    WHEN need THEN CASE WHEN own_medical_cost > 0 THEN 0 ELSE 4 END
    WHEN marginal AND own_medical_cost > 300000 THEN 0
    ELSE 4
  END)::UTINYINT AS medical_aid_outcome,
  (CASE
    WHEN medical_aid_outcome = 4 THEN -1
    WHEN need THEN least(own_medical_cost * 70 // 100, 2000000) // 100 * 100
    ELSE least((own_medical_cost - 300000) * 60 // 100, 1000000) // 100 * 100
  END)::BIGINT AS medical_aid_low,
  (CASE
    WHEN NOT (unemployed AND NOT draws_insurance AND poor) THEN 4
    WHEN age >= 60 THEN 5
    ELSE 1
  END)::UTINYINT AS unemployment_aid_outcome,
  (CASE unemployment_aid_outcome WHEN 1 THEN 100000 ELSE -1 END)::BIGINT AS unemployment_aid_low
FROM own
