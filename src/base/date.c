#include "base/date.h"

#include <stddef.h>
#include <stdio.h>

static bool is_leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool rbk_date_make(int year, int month, int day, rbk_date *date) {
  if (year < 1 || year > 9999 || month < 1 || month > 12) return false;
  if (day < 1 || day > days_in_month(year, month)) return false;
  *date = RBK_DATE(year, month, day);
  return true;
}

void rbk_date_split(rbk_date date, int *year, int *month, int *day) {
  /* Years are counted from 1 March here, so that the leap day is the last of
   * its year, in eras of 400 years or 146,097 days from 0000-03-01. */
  int64_t days = (int64_t)date + 719468;
  int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  int day_of_era = (int)(days - era * 146097);
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                     day_of_era / 146096) /
                    365;
  int day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int from_march = (5 * day_of_year + 2) / 153;
  *day = day_of_year - (153 * from_march + 2) / 5 + 1;
  *month = from_march < 10 ? from_march + 3 : from_march - 9;
  *year = (int)(era * 400) + year_of_era + (*month <= 2);
}

/* Reads the text against a pattern in which Y, M and D stand for a digit of
 * the year, month and day, and any other byte for itself. */
static bool parse_as(rbk_text text, const char *pattern, rbk_date *date) {
  int year = 0, month = 0, day = 0;
  size_t i = 0;
  for (; pattern[i] != '\0'; i++) {
    if (i >= text.length) return false;
    char c = text.bytes[i];
    int *part = pattern[i] == 'Y'   ? &year
                : pattern[i] == 'M' ? &month
                : pattern[i] == 'D' ? &day
                                    : NULL;
    if (part) {
      if (c < '0' || c > '9') return false;
      *part = *part * 10 + (c - '0');
    } else if (c != pattern[i]) {
      return false;
    }
  }
  return i == text.length && rbk_date_make(year, month, day, date);
}

bool rbk_date_parse(rbk_text text, rbk_date *date) {
  return parse_as(text, "YYYY-MM-DD", date);
}

bool rbk_date_parse_uk(rbk_text text, rbk_date *date) {
  return parse_as(text, "DD/MM/YYYY", date);
}

static void put_digits(char *out, int number, int width) {
  for (int i = width - 1; i >= 0; i--) {
    out[i] = (char)('0' + number % 10);
    number /= 10;
  }
}

void rbk_date_print(rbk_date date, char out[11]) {
  if (date < RBK_DATE(1, 1, 1) || date > RBK_DATE(9999, 12, 31)) {
    out[0] = '\0';
    return;
  }
  int year, month, day;
  rbk_date_split(date, &year, &month, &day);
  put_digits(out, year, 4);
  out[4] = '-';
  put_digits(out + 5, month, 2);
  out[7] = '-';
  put_digits(out + 8, day, 2);
  out[10] = '\0';
}

void rbk_date_words(rbk_date date, char out[24]) {
  static const char *const months[] = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  out[0] = '\0';
  if (date < RBK_DATE(1, 1, 1) || date > RBK_DATE(9999, 12, 31)) return;
  int year, month, day;
  rbk_date_split(date, &year, &month, &day);
  (void)snprintf(out, 24, "%d %s %d", day, months[month - 1], year);
}

rbk_weekday rbk_date_weekday(rbk_date date) {
  int64_t days = ((int64_t)date + RBK_THURSDAY) % 7; /* of 1970-01-01 */
  return (rbk_weekday)(days < 0 ? days + 7 : days);
}

rbk_date rbk_date_monday(rbk_date date) {
  return date - (rbk_date)rbk_date_weekday(date);
}

void rbk_date_iso_week(rbk_date date, int *iso_year, int *week) {
  /* A week belongs to the year that holds its Thursday. */
  rbk_date thursday = rbk_date_monday(date) + RBK_THURSDAY;
  int year, month, day;
  rbk_date_split(thursday, &year, &month, &day);
  *iso_year = year;
  *week = (thursday - RBK_DATE(year, 1, 1)) / 7 + 1;
}

rbk_date rbk_date_add_years(rbk_date date, int years) {
  if (date == RBK_NO_DATE || years < -9999 || years > 9999) return RBK_NO_DATE;
  int year, month, day;
  rbk_date_split(date, &year, &month, &day);
  year += years;
  if (month == 2 && day == 29 && !is_leap(year)) day = 28;
  rbk_date moved;
  return rbk_date_make(year, month, day, &moved) ? moved : RBK_NO_DATE;
}

int rbk_school_year_of(rbk_date date) {
  int year, month, day;
  rbk_date_split(date, &year, &month, &day);
  return month >= 8 ? year : year - 1;
}

rbk_date rbk_school_year_first(int first_year) {
  return RBK_DATE(first_year, 8, 1);
}

rbk_date rbk_school_year_last(int first_year) {
  return RBK_DATE(first_year + 1, 7, 31);
}

rbk_date rbk_compulsory_from(rbk_date birth) {
  rbk_date fifth_birthday = rbk_date_add_years(birth, 5);
  if (fifth_birthday == RBK_NO_DATE) return RBK_NO_DATE;
  int year, month, day;
  rbk_date_split(fifth_birthday, &year, &month, &day);
  rbk_date prescribed[] = {RBK_DATE(year, 3, 31), RBK_DATE(year, 8, 31)};
  for (size_t i = 0; i < sizeof prescribed / sizeof prescribed[0]; i++) {
    if (fifth_birthday <= prescribed[i]) return prescribed[i];
  }
  return RBK_DATE(year, 12, 31);
}

rbk_date rbk_compulsory_until(rbk_date birth) {
  rbk_date sixteenth_birthday = rbk_date_add_years(birth, 16);
  if (sixteenth_birthday == RBK_NO_DATE) return RBK_NO_DATE;
  int year, month, day;
  rbk_date_split(sixteenth_birthday, &year, &month, &day);
  if (month >= 9) year++;
  rbk_date last_of_june = RBK_DATE(year, 6, 30);
  int past_friday = ((int)rbk_date_weekday(last_of_june) - RBK_FRIDAY + 7) % 7;
  return last_of_june - past_friday;
}

int rbk_age_on(rbk_date birth, rbk_date day) {
  int birth_year, year, month, day_of_month;
  rbk_date_split(birth, &birth_year, &month, &day_of_month);
  rbk_date_split(day, &year, &month, &day_of_month);
  int age = year - birth_year;
  return rbk_date_add_years(birth, age) <= day ? age : age - 1;
}
