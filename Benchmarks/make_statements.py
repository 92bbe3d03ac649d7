#!/usr/bin/env python3
"""Makes synthetic statements of reasons to the 38 columns of the DSA Transparency Database's full dump.

    make_statements.py N OUT.csv [--seed S]

Heavy tails over platforms, categories, keywords and ages, texts as long as real ones, and planted troubles. What was
planted is printed as JSON, so that whoever counts the file can be checked.
"""

import argparse
import datetime
import json
import random

COLUMNS = (
    "uuid,decision_visibility,decision_visibility_other,end_date_visibility_restriction,decision_monetary,"
    "decision_monetary_other,end_date_monetary_restriction,decision_provision,end_date_service_restriction,"
    "decision_account,end_date_account_restriction,account_type,decision_ground,decision_ground_reference_url,"
    "illegal_content_legal_ground,illegal_content_explanation,incompatible_content_ground,"
    "incompatible_content_explanation,incompatible_content_illegal,category,category_addition,category_specification,"
    "category_specification_other,content_type,content_type_other,content_language,content_date,content_id_ean,"
    "territorial_scope,application_date,decision_facts,source_type,source_identity,automated_detection,"
    "automated_decision,platform_name,platform_uid,created_at"
).split(",")
FIRST = datetime.date(2025, 9, 1)
DAYS = 14
PLATFORMS = ["Google Shopping", "TikTok", "Facebook", "Pinterest", "Instagram", "Google Play", "YouTube", "X",
             "Threads", "Snapchat", "Amazon Store", "LinkedIn", "Temu", "AliExpress", "Booking.com"]
CATEGORIES = [("STATEMENT_CATEGORY_OTHER_VIOLATION_TC", ""),
              ("STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS", "KEYWORD_PROHIBITED_PRODUCTS"),
              ("STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "KEYWORD_INAUTHENTIC_ACCOUNTS"),
              ("STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH", "KEYWORD_HATE_SPEECH"),
              ("STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING"),
              ("STATEMENT_CATEGORY_VIOLENCE", "KEYWORD_INCITEMENT_VIOLENCE_HATRED"),
              ("STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS",
               "KEYWORD_MISINFORMATION_DISINFORMATION"),
              ("STATEMENT_CATEGORY_PROTECTION_OF_MINORS", "KEYWORD_AGE_SPECIFIC_RESTRICTIONS_MINORS")]
COVERT = {"KEYWORD_INAUTHENTIC_ACCOUNTS", "KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING",
          "KEYWORD_MISINFORMATION_DISINFORMATION"}
DECISIONS = [("DECISION_VISIBILITY_CONTENT_REMOVED", ""), ("DECISION_VISIBILITY_CONTENT_DISABLED", ""),
             ("", "DECISION_ACCOUNT_SUSPENDED"), ("", "DECISION_ACCOUNT_TERMINATED"),
             ("DECISION_VISIBILITY_CONTENT_DEMOTED", "")]
TERRITORIES = ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
               "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"]
TEXT = "The content goes against our terms because it offers what may not be offered; it was found, looked at and measured"


def field(text):
    """As PHP's fputcsv writes it."""
    if any(character in text for character in ' ,"\n\t'):
        return '"' + text.replace('"', '""') + '"'
    return text


def array(*names):
    names = [name for name in names if name]
    return field("[" + ",".join('"' + name + '"' for name in names) + "]") if names else ""


def heavy(count, draw):
    """An index below count, the first most often."""
    return min(int(count * draw * draw * draw), count - 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rows", type=int)
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    draws = random.Random(options.seed)
    random_ = draws.random
    days = [str(FIRST + datetime.timedelta(n)) for n in range(-4000, DAYS + 80)]
    scopes = [array(*TERRITORIES), array("DE"), array("FR", "BE")]
    # What is between the fields that differ, by category and decision: joined once.
    parts = {}
    for c, (category, keyword) in enumerate(CATEGORIES):
        for d, (visibility, account) in enumerate(DECISIONS):
            illegal = c % 4 == 3
            ground = "DECISION_GROUND_ILLEGAL_CONTENT" if illegal else "DECISION_GROUND_INCOMPATIBLE_CONTENT"
            head = ",".join([array(visibility), ""])
            middle = ",".join(["", "", "", "", "", account])
            tail = ",".join([
                "ACCOUNT_TYPE_PRIVATE", ground, "", field("Article 130 of the code") if illegal else "",
                field(TEXT) if illegal else "", "" if illegal else field("Community Guidelines, chapter 3"),
                "" if illegal else field(TEXT), "" if illegal else "No", category, "[]", array(keyword) or "[]", "",
                array("CONTENT_TYPE_TEXT" if c % 2 else "CONTENT_TYPE_VIDEO"), "", "EN"])
            parts[c, d] = (head, middle, tail, keyword in COVERT)
    truth = {"rows": options.rows, "first_day": days[4000], "days": DAYS, "bad": 0, "repeated": 0,
             "content_after_application": 0, "end_before_application": 0, "accepted": 0, "covert_by_platform_day": {}}
    covert = {}
    with open(options.out, "w", encoding="utf-8", newline="") as file:
        file.write(",".join(COLUMNS) + "\n")
        chunk = []
        previous = None
        for number in range(options.rows):
            if previous is not None and number % 100_003 == 7:
                chunk.append(previous)
                truth["repeated"] += 1
                continue
            platform = PLATFORMS[heavy(len(PLATFORMS), random_())]
            head, middle, tail, is_covert = parts[heavy(8, random_()), heavy(5, random_())]
            day = 4000 + int(DAYS * random_())
            delay = heavy(60, random_() * random_())
            age = heavy(3000, random_() * random_())
            end = ""
            applied = days[day] + " 00:00:00"
            # The planted troubles, one a row at most.
            if number % 200_003 == 11:
                applied = "someday"
                truth["bad"] += 1
            else:
                truth["accepted"] += 1
                if is_covert:
                    key = platform, days[day]
                    covert[key] = covert.get(key, 0) + 1
                if number % 50_021 == 3:
                    age = -2
                    truth["content_after_application"] += 1
                elif number % 70_001 == 5:
                    end = field(days[day - 3] + " 00:00:00")
                    truth["end_before_application"] += 1
            seconds = number % 86_400
            source = "SOURCE_VOLUNTARY" if random_() < 0.9 else "SOURCE_ARTICLE_16"
            row = (
                f'{draws.getrandbits(32):08x}-{number >> 16 & 65535:04x}-4{number & 4095:03x}-8000-{draws.getrandbits(48):012x},'
                f'{head},{end},{middle},,{tail},"{days[day - age]} 00:00:00",,{scopes[number % 3]},"{applied}",'
                f'"{TEXT}; case {number}",{source},,{"Yes" if number % 3 else "No"},AUTOMATED_DECISION_FULLY,'
                f'{field(platform)},puid-{number:012d},"{days[day + delay]} '
                f'{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"\n')
            # A repeat of a row that was right.
            if applied != "someday":
                previous = row
            chunk.append(row)
            if len(chunk) == 20_000:
                file.write("".join(chunk))
                chunk.clear()
        file.write("".join(chunk))
    for (platform, day), count in sorted(covert.items()):
        truth["covert_by_platform_day"].setdefault(platform, {})[day] = count
    print(json.dumps(truth, indent=1))


if __name__ == "__main__":
    main()
