"""Every finding that the product can make, by its stable code. `docs/codes/<code>.md` explains each one.

CP0xx files and YAML · CP1xx shape of the document · CP2xx names · CP3xx expressions, types, units ·
CP4xx tables · CP5xx sections · CP6xx the law · CP8xx tests of a policy · CP9xx mappings of foreign ledgers.
"""

from enum import Enum


class Code(Enum):
    """A stable code. A number is never used again for something else."""

    # files and YAML
    FILE_UNREADABLE = "CP001"
    FILE_TOO_LARGE = "CP002"
    OUTSIDE_THE_FOLDER = "CP003"
    NOT_TEXT = "CP004"
    BUNDLE = "CP005"
    BAD_YAML = "CP010"
    TAB = "CP011"
    DUPLICATE_KEY = "CP012"
    ANCHOR = "CP013"
    TAG = "CP014"
    SEVERAL_DOCUMENTS = "CP015"
    NESTED_TOO_DEEP = "CP016"
    EMPTY_FILE = "CP017"

    # shape of the document
    UNKNOWN_KEY = "CP101"
    BAD_NUMBER = "CP102"
    MISSING_KEY = "CP103"
    WRONG_SHAPE = "CP104"
    UNKNOWN_WORD = "CP105"
    BAD_NAME = "CP106"
    BAD_DATE = "CP107"
    BAD_DURATION = "CP108"
    BAD_AMOUNT = "CP109"
    KEYS_EXCLUDE = "CP110"
    SECTION_TWICE = "CP111"
    LANGUAGE_VERSION = "CP112"
    VERSIONS = "CP113"
    SCHEMA = "CP114"

    # names
    UNKNOWN_NAME = "CP201"
    DUPLICATE_ID = "CP202"
    REDEFINED = "CP203"
    CIRCULAR = "CP204"
    FRESH_NAME = "CP205"
    WRONG_RECORD = "CP206"
    UNUSED_FACT = "CP207"

    # expressions, types, units
    BAD_EXPRESSION = "CP301"
    TYPE_MISMATCH = "CP302"
    UNIT_MISMATCH = "CP303"
    UNKNOWN_MEMBER = "CP304"
    UNKNOWN_FUNCTION = "CP305"
    DIVISOR_MAY_BE_ZERO = "CP306"
    TOO_MANY_DIGITS = "CP307"
    ALWAYS_TRUE = "CP308"
    ALWAYS_FALSE = "CP309"
    EMPTY_RANGE = "CP310"
    UNROUNDED = "CP311"
    NOT_HERE = "CP312"

    # tables
    BAD_HEADER = "CP401"
    WRONG_CELL_COUNT = "CP402"
    NOT_LITERAL = "CP403"
    OVERLAP = "CP404"
    GAP = "CP405"
    ROW_NEVER_APPLIES = "CP406"
    NO_ROWS = "CP407"
    COLUMN_TWICE = "CP408"
    NOT_PROVED = "CP409"

    # sections
    FALLBACK = "CP501"
    OTHERWISE = "CP502"
    SHARES = "CP503"
    WINDOW = "CP504"
    NO_SUCCESSOR = "CP505"
    NOT_ANNOUNCED = "CP506"
    NO_TONE = "CP507"
    NO_APPROVER = "CP508"
    LENIENT_FALLBACK = "CP509"
    NEVER_REACHED = "CP510"
    NO_PRE_DUE_STEP = "CP511"
    WEIGHTS = "CP512"
    ROLE_CYCLE = "CP513"
    UNKNOWN_CALENDAR = "CP520"
    NO_CALENDAR = "CP521"
    CALENDAR_DAY = "CP522"
    TIME_ZONE = "CP523"
    CHECKPOINT = "CP525"
    NO_ROUTE = "CP535"
    HANDLING = "CP536"
    PLAN_NEVER_FITS = "CP537"
    MINIMUM = "CP540"
    CAP = "CP541"
    REPLACES = "CP542"
    NO_DAY_LEFT = "CP543"

    # the law
    COSTS_BEFORE_NOTICE = "CP601"
    COSTS_BEYOND_SCALE = "CP602"
    NOTICE_TOO_SHORT = "CP603"
    TERM_OF_PUBLIC_BODY = "CP604"
    TERM_BETWEEN_BUSINESSES = "CP605"
    TERM_OF_LARGE_DEBTOR = "CP606"
    AUTOMATIC_DECLINE = "CP607"
    AGENCY_NOT_REGISTERED = "CP608"
    SENSITIVE_WITHOUT_PURPOSE = "CP609"
    RATES_END = "CP610"
    NOT_TO_BE_ANSWERED = "CP620"
    NOTHING_TO_ANSWER = "CP621"
    UNKNOWN_JURISDICTION = "CP622"

    # tests of a policy
    TEST_WITHOUT_DAY = "CP801"
    UNKNOWN_FIXTURE = "CP802"
    FIXTURE = "CP803"
    UNKNOWN_POINT = "CP804"
    UNKNOWN_ANSWER = "CP805"
    NOTHING_EXPECTED = "CP806"
    TEST_TWICE = "CP807"
    VARIATIONS = "CP808"
    BOUNDARY = "CP809"
    HISTORY = "CP810"
    GIVEN = "CP811"
    EXPECTATION = "CP812"
    UNREACHABLE = "CP813"
    NOT_IN_FORCE = "CP814"

    # mappings of foreign ledgers
    MAPPING_COLUMN_UNKNOWN = "CP901"
    MAPPING_COLUMN_UNUSED = "CP902"
    MAPPING_FACT_UNKNOWN = "CP903"
    MAPPING_FORMAT = "CP904"
    MAPPING_VALUE = "CP905"
    MAPPING_INCOMPLETE = "CP906"

    @property
    def is_warning(self) -> bool:
        """Whether the finding leaves the policy usable."""
        return self in _WARNINGS


_WARNINGS = frozenset(
    {
        Code.SCHEMA,
        Code.UNUSED_FACT,
        Code.NOT_PROVED,
        Code.NEVER_REACHED,
        Code.NO_PRE_DUE_STEP,
        Code.CALENDAR_DAY,
        Code.TERM_OF_PUBLIC_BODY,
        Code.TERM_BETWEEN_BUSINESSES,
        Code.AUTOMATIC_DECLINE,
        Code.AGENCY_NOT_REGISTERED,
        Code.SENSITIVE_WITHOUT_PURPOSE,
        Code.RATES_END,
        Code.NOTHING_TO_ANSWER,
        Code.UNKNOWN_JURISDICTION,
    }
)
