/*
 * Tokens of PostgreSQL's query dialect (manual, 4.1 "Lexical Structure").
 *
 * Only words that steer the grammar are keywords here; the others are plain identifiers, as PostgreSQL's unreserved keywords
 * are. Broken input (an open quote, a stray character) is a token too, so that the parser can say where and what.
 */
lexer grammar PostgresLexer;

options { caseInsensitive = true; }

tokens {
  PLUS, MINUS, STAR, SLASH, PERCENT, CARET, LESS, GREATER, EQUAL, LESS_EQUAL, GREATER_EQUAL, NOT_EQUAL, NAMED_ARGUMENT,
  UNTERMINATED_DOLLAR, UNTERMINATED_COMMENT
}

@members {
  /** The operator's text is PostgreSQL's longest match; this cuts what belongs to a comment or is a sign of the next operand. */
  private void finishOperator() {
    String matched = getText();
    if (matched.startsWith("/*")) {
      while (_input.LA(1) != EOF) {
        getInterpreter().consume(_input);
      }
      setType(UNTERMINATED_COMMENT);
      return;
    }
    String operator = OperatorText.cut(matched);
    _input.seek(_input.index() - (matched.length() - operator.length()));
    setType(OperatorText.type(operator));
  }

  /** Reads up to the closing tag of a dollar quote whose opening tag was just matched. */
  private void finishDollarQuote() {
    String tag = getText();
    StringBuilder tail = new StringBuilder();
    while (_input.LA(1) != EOF) {
      tail.appendCodePoint(_input.LA(1));
      getInterpreter().consume(_input);
      if (tail.length() >= tag.length() && tail.substring(tail.length() - tag.length()).equals(tag)) {
        return;
      }
    }
    setType(UNTERMINATED_DOLLAR);
  }
}

LINE_COMMENT: '--' ~[\r\n]* -> channel(HIDDEN);
BLOCK_COMMENT: '/*' (BLOCK_COMMENT | .)*? '*/' -> channel(HIDDEN);
SPACE: [ \t\r\n\f\u000B]+ -> channel(HIDDEN);

ABSENT: 'absent';
ALL: 'all';
AND: 'and';
ANY: 'any';
ARRAY: 'array';
AS: 'as';
ASC: 'asc';
ASYMMETRIC: 'asymmetric';
AT: 'at';
BETWEEN: 'between';
BIT: 'bit';
BOTH: 'both';
BREADTH: 'breadth';
BY: 'by';
CASE: 'case';
CAST: 'cast';
CHAR: 'char';
CHARACTER: 'character';
COALESCE: 'coalesce';
COLLATE: 'collate';
COLLATION: 'collation';
COLUMNS: 'columns';
CONDITIONAL: 'conditional';
CREATE: 'create';
CROSS: 'cross';
CUBE: 'cube';
CURRENT: 'current';
CURRENT_CATALOG: 'current_catalog';
CURRENT_DATE: 'current_date';
CURRENT_ROLE: 'current_role';
CURRENT_SCHEMA: 'current_schema';
CURRENT_TIME: 'current_time';
CURRENT_TIMESTAMP: 'current_timestamp';
CURRENT_USER: 'current_user';
CYCLE: 'cycle';
DAY: 'day';
DEFAULT: 'default';
DEPTH: 'depth';
DESC: 'desc';
DISTINCT: 'distinct';
DOCUMENT: 'document';
DOUBLE: 'double';
ELSE: 'else';
EMPTY: 'empty';
ENCODING: 'encoding';
END: 'end';
ERROR: 'error';
ESCAPE: 'escape';
EXCEPT: 'except';
EXCLUDE: 'exclude';
EXISTS: 'exists';
EXTRACT: 'extract';
FALSE: 'false';
FETCH: 'fetch';
FILTER: 'filter';
FIRST: 'first';
FOLLOWING: 'following';
FOR: 'for';
FORMAT: 'format';
FROM: 'from';
FULL: 'full';
GRANT: 'grant';
GREATEST: 'greatest';
GROUP: 'group';
GROUPING: 'grouping';
GROUPS: 'groups';
HAVING: 'having';
HOUR: 'hour';
IF: 'if';
ILIKE: 'ilike';
IN: 'in';
INNER: 'inner';
INTERSECT: 'intersect';
INTERVAL: 'interval';
INTO: 'into';
IS: 'is';
ISNULL: 'isnull';
JOIN: 'join';
JSON: 'json';
JSON_ARRAY: 'json_array';
JSON_ARRAYAGG: 'json_arrayagg';
JSON_EXISTS: 'json_exists';
JSON_OBJECT: 'json_object';
JSON_OBJECTAGG: 'json_objectagg';
JSON_QUERY: 'json_query';
JSON_SCALAR: 'json_scalar';
JSON_SERIALIZE: 'json_serialize';
JSON_TABLE: 'json_table';
JSON_VALUE: 'json_value';
KEEP: 'keep';
KEY: 'key';
KEYS: 'keys';
LAST: 'last';
LATERAL: 'lateral';
LEADING: 'leading';
LEAST: 'least';
LEFT: 'left';
LIKE: 'like';
LIMIT: 'limit';
LOCAL: 'local';
LOCALTIME: 'localtime';
LOCALTIMESTAMP: 'localtimestamp';
LOCKED: 'locked';
MATERIALIZED: 'materialized';
MINUTE: 'minute';
MONTH: 'month';
NATURAL: 'natural';
NESTED: 'nested';
NEXT: 'next';
NFC: 'nfc';
NFD: 'nfd';
NFKC: 'nfkc';
NFKD: 'nfkd';
NO: 'no';
NORMALIZE: 'normalize';
NORMALIZED: 'normalized';
NOT: 'not';
NOTNULL: 'notnull';
NOWAIT: 'nowait';
NULL: 'null';
NULLIF: 'nullif';
NULLS: 'nulls';
OBJECT: 'object';
OF: 'of';
OFFSET: 'offset';
OMIT: 'omit';
ON: 'on';
ONLY: 'only';
OPERATOR_WORD: 'operator';
OR: 'or';
ORDER: 'order';
ORDINALITY: 'ordinality';
OTHERS: 'others';
OUTER: 'outer';
OVER: 'over';
OVERLAPS: 'overlaps';
OVERLAY: 'overlay';
PARTITION: 'partition';
PASSING: 'passing';
PATH: 'path';
PLACING: 'placing';
POSITION: 'position';
PRECEDING: 'preceding';
PRECISION: 'precision';
QUOTES: 'quotes';
RANGE: 'range';
RECURSIVE: 'recursive';
REPEATABLE: 'repeatable';
RESPECT: 'respect';
RETURNING: 'returning';
RIGHT: 'right';
ROLLUP: 'rollup';
ROW: 'row';
ROWS: 'rows';
SCALAR: 'scalar';
SEARCH: 'search';
SECOND: 'second';
SELECT: 'select';
SESSION_USER: 'session_user';
SET: 'set';
SETS: 'sets';
SHARE: 'share';
SIMILAR: 'similar';
SKIP_WORD: 'skip';
SOME: 'some';
STREAM: 'stream';
STRING_WORD: 'string';
SUBSTRING: 'substring';
SYMMETRIC: 'symmetric';
SYSTEM_USER: 'system_user';
TABLE: 'table';
TABLESAMPLE: 'tablesample';
THEN: 'then';
TIES: 'ties';
TIME: 'time';
TIMESTAMP: 'timestamp';
TO: 'to';
TRAILING: 'trailing';
TRIM: 'trim';
TRUE: 'true';
UESCAPE: 'uescape';
UNBOUNDED: 'unbounded';
UNCONDITIONAL: 'unconditional';
UNION: 'union';
UNIQUE: 'unique';
UNKNOWN: 'unknown';
UPDATE: 'update';
USER: 'user';
USING: 'using';
VALUE: 'value';
VALUES: 'values';
VARIADIC: 'variadic';
VARYING: 'varying';
WHEN: 'when';
WHERE: 'where';
WINDOW: 'window';
WITH: 'with';
WITHIN: 'within';
WITHOUT: 'without';
WRAPPER: 'wrapper';
YEAR: 'year';
ZONE: 'zone';

/* Reserved words that start or continue nothing here; without a token they would pass for names. */
RESERVED:
  'analyse' | 'analyze' | 'check' | 'column' | 'constraint' | 'deferrable' | 'do' | 'foreign' | 'initially'
  | 'primary' | 'references';

COMMA: ',';
SEMICOLON: ';';
DOT: '.';
LEFT_PARENTHESIS: '(';
RIGHT_PARENTHESIS: ')';
LEFT_BRACKET: '[';
RIGHT_BRACKET: ']';
TYPECAST: '::';
COLON_EQUALS: ':=' -> type(NAMED_ARGUMENT);
COLON: ':';

OPERATOR: [-+*/<>=~!@#%^&|`?]+ { finishOperator(); };

INTEGER: DIGITS | '0x' ('_'? [0-9a-f])+ | '0o' ('_'? [0-7])+ | '0b' ('_'? [01])+;
DECIMAL: (DIGITS '.' DIGITS? | '.' DIGITS) EXPONENT? | DIGITS EXPONENT;
NUMBER_JUNK: (DIGITS | DIGITS '.' DIGITS? EXPONENT? | DIGITS EXPONENT) [a-z_\u0080-\u{10FFFF}] [a-z0-9_$\u0080-\u{10FFFF}]*;
fragment DIGITS: [0-9] ('_'? [0-9])*;
fragment EXPONENT: 'e' [+-]? DIGITS;

STRING: QUOTED (CONTINUED QUOTED)*;
ESCAPE_STRING: 'e' ESCAPED (CONTINUED ESCAPED)*;
UNICODE_STRING: 'u&' QUOTED (CONTINUED QUOTED)*;
BIT_STRING: 'b' QUOTED;
HEX_STRING: 'x' QUOTED;
NATIONAL_STRING: 'n' QUOTED;
UNTERMINATED_STRING: ('e' '\'' (~['\\] | '\'\'' | '\\' .)* | ('u&' | [bxn])? '\'' (~'\'' | '\'\'')*) EOF;
fragment QUOTED: '\'' (~'\'' | '\'\'')* '\'';
fragment ESCAPED: '\'' (~['\\] | '\'\'' | '\\' .)* '\'';
fragment CONTINUED: [ \t\f]* [\r\n] [ \t\r\n\f]*;

DOLLAR_STRING: '$' ([a-z_\u0080-\u{10FFFF}] [a-z0-9_\u0080-\u{10FFFF}]*)? '$' { finishDollarQuote(); };
PARAMETER: '$' [0-9]+;

QUOTED_NAME: '"' (~'"' | '""')+ '"';
UNICODE_NAME: 'u&' '"' (~'"' | '""')+ '"';
EMPTY_NAME: ('u&')? '""';
UNTERMINATED_NAME: ('u&')? '"' (~'"' | '""')* EOF;

NAME: [a-z_\u0080-\u{10FFFF}] [a-z0-9_$\u0080-\u{10FFFF}]*;

STRAY: .;
