/*
 * PostgreSQL's query dialect and CREATE STREAM TABLE.
 *
 * Precedence is the order of the alternatives of `expression` and `operand` (manual, 4.1.6). Two rules rather than one,
 * because what stands between BETWEEN and AND, or right of LIKE, must bind tighter than those words. An alternative must end
 * in its right operand, bare: inside parentheses of the grammar ANTLR reads it without regard to precedence. Where PostgreSQL's
 * comparison is not associative (a < b < c), the tree's reader says so.
 */
parser grammar PostgresParser;

options { tokenVocab = PostgresLexer; }

definition
  : CREATE STREAM TABLE ifNotExists? qualifiedName nameList? (WITH LEFT_PARENTHESIS option (COMMA option)* RIGHT_PARENTHESIS)?
    AS query EOF;
ifNotExists: IF NOT EXISTS;
option: label EQUAL optionValue;
optionValue: string | label | MINUS? (INTEGER | DECIMAL);

queryOnly: query EOF;

query: withClause? queryBody orderBy? queryTail*;
queryTail
  : LIMIT (expression | ALL) (COMMA expression)? # limitTail
  | OFFSET expression (ROW | ROWS)? # offsetTail
  | FETCH (FIRST | NEXT) operand? (ROW | ROWS) (ONLY | WITH TIES) # fetchTail
  | FOR (UPDATE | NO KEY UPDATE | SHARE | KEY SHARE) (OF qualifiedName (COMMA qualifiedName)*)? (NOWAIT | SKIP_WORD LOCKED)? # lockTail
  ;
withClause: WITH RECURSIVE? commonTable (COMMA commonTable)*;
commonTable
  : name nameList? AS (NOT? MATERIALIZED)? LEFT_PARENTHESIS query RIGHT_PARENTHESIS searchClause? cycleClause?
  ;
searchClause: SEARCH (BREADTH | DEPTH) FIRST BY name (COMMA name)* SET name;
cycleClause: CYCLE name (COMMA name)* SET name (TO constant RESERVED constant)? USING name;
nameList: LEFT_PARENTHESIS name (COMMA name)* RIGHT_PARENTHESIS;

queryBody
  : queryBody INTERSECT setQuantifier? queryBody # intersection
  | queryBody (UNION | EXCEPT) setQuantifier? queryBody # unionOrExcept
  | LEFT_PARENTHESIS query RIGHT_PARENTHESIS # nestedQuery
  | select # selectQuery
  | VALUES valuesRow (COMMA valuesRow)* # valuesQuery
  | TABLE ONLY? qualifiedName STAR? # tableQuery
  ;
setQuantifier: ALL | DISTINCT;
valuesRow: LEFT_PARENTHESIS expressions RIGHT_PARENTHESIS;

select
  : SELECT (ALL | distinct)? (selectItem (COMMA selectItem)*)? (FROM fromItem (COMMA fromItem)*)? where? groupBy? having?
    (WINDOW namedWindow (COMMA namedWindow)*)?;
distinct: DISTINCT (ON LEFT_PARENTHESIS expressions RIGHT_PARENTHESIS)?;
where: WHERE expression;
groupBy: GROUP BY setQuantifier? groupItem (COMMA groupItem)*;
having: HAVING expression;
selectItem
  : STAR # starItem
  | qualifiedName DOT STAR # qualifiedStarItem
  | expression (AS label | bareLabel)? # expressionItem
  ;
groupItem
  : GROUPING SETS LEFT_PARENTHESIS groupItem (COMMA groupItem)* RIGHT_PARENTHESIS # groupingSets
  | (ROLLUP | CUBE) LEFT_PARENTHESIS expressions RIGHT_PARENTHESIS # rollupOrCube
  | LEFT_PARENTHESIS RIGHT_PARENTHESIS # emptyGroup
  | expression # groupExpression
  ;

namedWindow: name AS LEFT_PARENTHESIS window RIGHT_PARENTHESIS;
window: windowName? (PARTITION BY expressions)? orderBy? frame?;
windowName: name;
frame: (ROWS | RANGE | GROUPS) (BETWEEN frameBound AND frameBound | frameBound) (EXCLUDE (CURRENT ROW | GROUP | TIES | NO OTHERS))?;
frameBound: UNBOUNDED (PRECEDING | FOLLOWING) | CURRENT ROW | expression (PRECEDING | FOLLOWING);
orderBy: ORDER BY sortItem (COMMA sortItem)*;
sortItem: expression (ASC | DESC | USING anyOperator)? (NULLS (FIRST | LAST))?;

fromItem
  : fromItem CROSS JOIN fromPrimary # crossJoin
  | fromItem NATURAL joinType? JOIN fromPrimary # naturalJoin
  | fromItem joinType? JOIN fromItem (ON expression | USING nameList (AS name)?) # conditionalJoin
  | fromPrimary # singleItem
  ;
joinType: INNER | (LEFT | RIGHT | FULL) OUTER?;
fromPrimary
  : ONLY? qualifiedName STAR? alias? tableSample? # table
  | ONLY LEFT_PARENTHESIS qualifiedName RIGHT_PARENTHESIS alias? tableSample? # table
  | LATERAL? LEFT_PARENTHESIS query RIGHT_PARENTHESIS alias? # derivedTable
  | LATERAL? (functionCall | specialFunction) (WITH ORDINALITY)? functionAlias? # tableFunction
  | LATERAL? jsonTable alias? # jsonTableItem
  | LATERAL? ROWS FROM LEFT_PARENTHESIS rowsFromItem (COMMA rowsFromItem)* RIGHT_PARENTHESIS (WITH ORDINALITY)? functionAlias? # rowsFrom
  | LEFT_PARENTHESIS fromItem RIGHT_PARENTHESIS alias? # nestedJoin
  ;
rowsFromItem: (functionCall | specialFunction) (AS LEFT_PARENTHESIS columnDefinition (COMMA columnDefinition)* RIGHT_PARENTHESIS)?;
tableSample: TABLESAMPLE qualifiedName LEFT_PARENTHESIS expressions RIGHT_PARENTHESIS (REPEATABLE LEFT_PARENTHESIS expression RIGHT_PARENTHESIS)?;
alias: AS? name nameList?;
functionAlias
  : alias
  | AS? name? LEFT_PARENTHESIS columnDefinition (COMMA columnDefinition)* RIGHT_PARENTHESIS;
columnDefinition: name typeName (COLLATE qualifiedName)?;

expressions: expression (COMMA expression)*;

expression
  : operand # operandExpression
  | expression NOT? BETWEEN (SYMMETRIC | ASYMMETRIC)? operand AND operand # between
  | expression NOT? IN LEFT_PARENTHESIS (query | expressions) RIGHT_PARENTHESIS # in
  | expression NOT? (LIKE | ILIKE | SIMILAR TO) operand (ESCAPE operand)? # like
  | expression comparisonOperator (ANY | SOME | ALL) LEFT_PARENTHESIS (query | expression) RIGHT_PARENTHESIS # quantified
  | expression comparison expression # comparisonExpression
  | expression IS NOT? (NULL | TRUE | FALSE | UNKNOWN) # isTest
  | expression (ISNULL | NOTNULL) # nullTest
  | expression IS NOT? DISTINCT FROM expression # distinctFrom
  | expression IS NOT? JSON (VALUE | ARRAY | OBJECT | SCALAR)? jsonUnique? # isJson
  | expression IS NOT? (DOCUMENT | (NFC | NFD | NFKC | NFKD)? NORMALIZED) # isForm
  | NOT expression # negation
  | expression AND expression # conjunction
  | expression OR expression # disjunction
  ;
comparison: LESS | GREATER | EQUAL | LESS_EQUAL | GREATER_EQUAL | NOT_EQUAL;
comparisonOperator: comparison | OPERATOR | qualifiedOperator | NOT? (LIKE | ILIKE);

operand
  : primary # primaryOperand
  | operand TYPECAST typeName # typecast
  | operand LEFT_BRACKET expression RIGHT_BRACKET # subscript
  | operand LEFT_BRACKET lower = expression? COLON upper = expression? RIGHT_BRACKET # slice
  | (PLUS | MINUS) operand # sign
  | operand COLLATE qualifiedName # collation
  | operand AT TIME ZONE operand # atTimeZone
  | operand AT LOCAL # atLocal
  | operand CARET operand # binary
  | operand (STAR | SLASH | PERCENT) operand # binary
  | operand (PLUS | MINUS) operand # binary
  | operand (OPERATOR | qualifiedOperator) operand # binary
  | (OPERATOR | qualifiedOperator) operand # prefix
  | operand OVERLAPS operand # overlaps
  ;
qualifiedOperator: OPERATOR_WORD LEFT_PARENTHESIS (name DOT)* anyOperator RIGHT_PARENTHESIS;
anyOperator: OPERATOR | PLUS | MINUS | STAR | SLASH | PERCENT | CARET | comparison;

primary
  : constant # constantPrimary
  | LEFT_PARENTHESIS query RIGHT_PARENTHESIS # scalarQuery
  | EXISTS LEFT_PARENTHESIS query RIGHT_PARENTHESIS # exists
  | LEFT_PARENTHESIS expression RIGHT_PARENTHESIS (DOT (label | STAR))* # parenthesized
  | ROW LEFT_PARENTHESIS expressions? RIGHT_PARENTHESIS # row
  | LEFT_PARENTHESIS expression (COMMA expression)+ RIGHT_PARENTHESIS # row
  | ARRAY arrayBody # array
  | ARRAY LEFT_PARENTHESIS query RIGHT_PARENTHESIS # arrayQuery
  | CASE subject = expression? whenClause+ (ELSE otherwise = expression)? END # case
  | CAST LEFT_PARENTHESIS expression AS typeName RIGHT_PARENTHESIS # cast
  | typedConstant # typedConstantPrimary
  | specialFunction # specialPrimary
  | jsonFunction # jsonPrimary
  | jsonAggregate # jsonAggregatePrimary
  | functionCall # functionPrimary
  | qualifiedName DOT STAR # wholeRow
  | qualifiedName # columnPrimary
  | PARAMETER # parameter
  ;
arrayBody: LEFT_BRACKET (arrayElement (COMMA arrayElement)*)? RIGHT_BRACKET;
arrayElement: expression | arrayBody;
whenClause: WHEN expression THEN expression;

constant: INTEGER | DECIMAL | string | BIT_STRING | HEX_STRING | TRUE | FALSE | NULL;
string: STRING | ESCAPE_STRING | UNICODE_STRING (UESCAPE STRING)? | DOLLAR_STRING | NATIONAL_STRING;
typedConstant
  : INTERVAL (LEFT_PARENTHESIS INTEGER RIGHT_PARENTHESIS)? string intervalFields?
  | simpleType string
  | qualifiedName (LEFT_PARENTHESIS expressions RIGHT_PARENTHESIS)? string
  ;
intervalFields: intervalField (TO intervalField)? (LEFT_PARENTHESIS INTEGER RIGHT_PARENTHESIS)?;
intervalField: YEAR | MONTH | DAY | HOUR | MINUTE | SECOND;

/* Functions with a grammar of their own. */
specialFunction
  : (COALESCE | GREATEST | LEAST | NULLIF | GROUPING) LEFT_PARENTHESIS expressions RIGHT_PARENTHESIS # conditional
  | EXTRACT LEFT_PARENTHESIS (label | string) FROM expression RIGHT_PARENTHESIS # extract
  | SUBSTRING LEFT_PARENTHESIS expression (FROM expression (FOR expression)? | FOR expression (FROM expression)? | SIMILAR expression ESCAPE expression) RIGHT_PARENTHESIS # substring
  | POSITION LEFT_PARENTHESIS operand IN operand RIGHT_PARENTHESIS # position
  | OVERLAY LEFT_PARENTHESIS expression PLACING expression FROM expression (FOR expression)? RIGHT_PARENTHESIS # overlay
  | TRIM LEFT_PARENTHESIS (BOTH | LEADING | TRAILING)? (expression? FROM)? expressions RIGHT_PARENTHESIS # trim
  | NORMALIZE LEFT_PARENTHESIS expression (COMMA (NFC | NFD | NFKC | NFKD))? RIGHT_PARENTHESIS # normalize
  | COLLATION FOR LEFT_PARENTHESIS expression RIGHT_PARENTHESIS # collationFor
  | (CURRENT_DATE | CURRENT_CATALOG | CURRENT_ROLE | CURRENT_SCHEMA | CURRENT_USER | SESSION_USER | SYSTEM_USER | USER) # sessionValue
  | (CURRENT_TIME | CURRENT_TIMESTAMP | LOCALTIME | LOCALTIMESTAMP) (LEFT_PARENTHESIS INTEGER RIGHT_PARENTHESIS)? # sessionTime
  ;

/* SQL/JSON (manual, 9.16.2 "SQL/JSON Query Functions" and "JSON_TABLE", and table 9.47). */
jsonFunction
  : JSON LEFT_PARENTHESIS jsonValue jsonUnique? RIGHT_PARENTHESIS # jsonParse
  | JSON_SCALAR LEFT_PARENTHESIS expression RIGHT_PARENTHESIS # jsonScalar
  | JSON_SERIALIZE LEFT_PARENTHESIS jsonValue jsonReturning? RIGHT_PARENTHESIS # jsonSerialize
  | JSON_OBJECT LEFT_PARENTHESIS (jsonMember (COMMA jsonMember)*)? jsonNulls? jsonUnique? jsonReturning? RIGHT_PARENTHESIS # jsonObject
  | JSON_ARRAY LEFT_PARENTHESIS (jsonValue (COMMA jsonValue)*)? jsonNulls? jsonReturning? RIGHT_PARENTHESIS # jsonArray
  | JSON_ARRAY LEFT_PARENTHESIS query jsonFormat? jsonReturning? RIGHT_PARENTHESIS # jsonArrayQuery
  | JSON_EXISTS LEFT_PARENTHESIS jsonValue COMMA expression jsonPassing? (jsonBehavior ON ERROR)? RIGHT_PARENTHESIS # jsonExists
  | (JSON_VALUE | JSON_QUERY) LEFT_PARENTHESIS jsonValue COMMA expression jsonPassing? jsonReturning? jsonWrapper? jsonQuotes?
    jsonOtherwise* RIGHT_PARENTHESIS # jsonQuery
  ;
jsonValue: expression jsonFormat?;
jsonFormat: FORMAT JSON (ENCODING name)?;
jsonMember: (primary VALUE | expression COLON) jsonValue;
jsonNulls: (NULL | ABSENT) ON NULL;
jsonUnique: (WITH | WITHOUT) UNIQUE KEYS?;
jsonReturning: RETURNING typeName jsonFormat?;
jsonPassing: PASSING jsonArgument (COMMA jsonArgument)*;
jsonArgument: jsonValue AS label;
jsonWrapper: WITHOUT ARRAY? WRAPPER | WITH (CONDITIONAL | UNCONDITIONAL)? ARRAY? WRAPPER;
jsonQuotes: (KEEP | OMIT) QUOTES (ON SCALAR STRING_WORD)?;
jsonOtherwise: jsonBehavior ON (EMPTY | ERROR);
jsonBehavior: DEFAULT expression | ERROR | NULL | TRUE | FALSE | UNKNOWN | EMPTY (ARRAY | OBJECT)?;

jsonAggregate
  : (JSON_ARRAYAGG LEFT_PARENTHESIS jsonValue orderBy? jsonNulls? jsonReturning? RIGHT_PARENTHESIS
    | JSON_OBJECTAGG LEFT_PARENTHESIS jsonMember jsonNulls? jsonUnique? jsonReturning? RIGHT_PARENTHESIS)
    (FILTER LEFT_PARENTHESIS WHERE expression RIGHT_PARENTHESIS)? (OVER (name | LEFT_PARENTHESIS window RIGHT_PARENTHESIS))?;

jsonTable
  : JSON_TABLE LEFT_PARENTHESIS jsonValue COMMA expression (AS name)? jsonPassing? jsonColumns (jsonBehavior ON ERROR)? RIGHT_PARENTHESIS;
jsonColumns: COLUMNS LEFT_PARENTHESIS jsonColumn (COMMA jsonColumn)* RIGHT_PARENTHESIS;
jsonColumn
  : name FOR ORDINALITY # jsonOrdinality
  | name typeName EXISTS (PATH string)? (jsonBehavior ON ERROR)? # jsonExistsColumn
  | name typeName jsonFormat? (PATH string)? jsonWrapper? jsonQuotes? jsonOtherwise* # jsonValueColumn
  | NESTED PATH? string (AS name)? jsonColumns # jsonNested
  ;

functionCall
  : functionName LEFT_PARENTHESIS (STAR | (ALL | DISTINCT)? (argument (COMMA argument)*)? orderBy?) RIGHT_PARENTHESIS
    (WITHIN GROUP LEFT_PARENTHESIS orderBy RIGHT_PARENTHESIS)?
    (FILTER LEFT_PARENTHESIS WHERE expression RIGHT_PARENTHESIS)?
    (OVER (name | LEFT_PARENTHESIS window RIGHT_PARENTHESIS))?;
argument: VARIADIC? expression | label NAMED_ARGUMENT expression;
functionName: qualifiedName | LEFT | RIGHT | OVERLAY | SUBSTRING | POSITION | TRIM | NORMALIZE | INNER | CROSS | FULL;

typeName
  : (simpleType | INTERVAL intervalFields? (LEFT_PARENTHESIS INTEGER RIGHT_PARENTHESIS)? | qualifiedName (LEFT_PARENTHESIS typeModifier (COMMA typeModifier)* RIGHT_PARENTHESIS)?)
    (ARRAY (LEFT_BRACKET INTEGER RIGHT_BRACKET)? | (LEFT_BRACKET INTEGER? RIGHT_BRACKET)*);
typeModifier: MINUS? INTEGER | string | name;
simpleType
  : DOUBLE PRECISION
  | (CHARACTER | CHAR) VARYING? (LEFT_PARENTHESIS INTEGER RIGHT_PARENTHESIS)?
  | BIT VARYING? (LEFT_PARENTHESIS INTEGER RIGHT_PARENTHESIS)?
  | (TIME | TIMESTAMP) (LEFT_PARENTHESIS INTEGER RIGHT_PARENTHESIS)? ((WITH | WITHOUT) TIME ZONE)?
  ;

qualifiedName: name (DOT label)*;
label: name | reservedWord;
name: NAME | QUOTED_NAME | UNICODE_NAME (UESCAPE STRING)? | unreservedWord;

/* A label without AS: any name but the words PostgreSQL asks AS for. */
bareLabel: NAME | QUOTED_NAME | UNICODE_NAME (UESCAPE STRING)? | bareWord;

unreservedWord
  : bareWord | CHAR | CHARACTER | DAY | FILTER | HOUR | MINUTE | MONTH | OVER | PRECISION | SECOND | VARYING | WITHIN | WITHOUT
  | YEAR
  ;
bareWord
  : ABSENT | AT | BETWEEN | BIT | BREADTH | BY | COALESCE | COLUMNS | CONDITIONAL | CUBE | CURRENT | CYCLE | DEPTH
  | DOCUMENT | DOUBLE | EMPTY | ENCODING | ERROR | ESCAPE | EXCLUDE | EXISTS | EXTRACT | FIRST | FOLLOWING | FORMAT
  | GREATEST | GROUPING | GROUPS | IF | INTERVAL | JSON | JSON_ARRAY | JSON_ARRAYAGG | JSON_EXISTS | JSON_OBJECT
  | JSON_OBJECTAGG | JSON_QUERY | JSON_SCALAR | JSON_SERIALIZE | JSON_TABLE | JSON_VALUE | KEEP | KEY | KEYS | LAST
  | LEAST | LOCAL | LOCKED | MATERIALIZED | NESTED | NEXT | NFC | NFD | NFKC | NFKD | NO | NORMALIZE | NORMALIZED | NOWAIT
  | NULLIF | NULLS | OBJECT | OF | OMIT | OPERATOR_WORD | ORDINALITY | OTHERS | OVERLAY | PARTITION | PASSING | PATH
  | POSITION | PRECEDING | QUOTES | RANGE | RECURSIVE | REPEATABLE | RESPECT | ROLLUP | ROW | ROWS | SCALAR | SEARCH | SET
  | SETS | SHARE | SKIP_WORD | STREAM | STRING_WORD | SUBSTRING | TIES | TIME | TIMESTAMP | TRIM | UESCAPE | UNBOUNDED
  | UNCONDITIONAL | UNKNOWN | UPDATE | VALUE | VALUES | WRAPPER | ZONE
  ;
reservedWord
  : ALL | AND | ANY | ARRAY | AS | ASC | ASYMMETRIC | BOTH | CASE | CAST | COLLATE | COLLATION | CREATE | CROSS
  | CURRENT_CATALOG | CURRENT_DATE | CURRENT_ROLE | CURRENT_SCHEMA | CURRENT_TIME | CURRENT_TIMESTAMP | CURRENT_USER
  | DEFAULT | DESC | DISTINCT | ELSE | END | EXCEPT | FALSE | FETCH | FOR | FROM | FULL | GRANT | GROUP | HAVING | ILIKE
  | IN | INNER | INTERSECT | INTO | IS | ISNULL | JOIN | LATERAL | LEADING | LEFT | LIKE | LIMIT | LOCALTIME
  | LOCALTIMESTAMP | NATURAL | NOT | NOTNULL | NULL | OFFSET | ON | ONLY | OR | ORDER | OUTER | OVERLAPS | PLACING
  | RESERVED | RETURNING | RIGHT | SELECT | SESSION_USER | SIMILAR | SOME | SYMMETRIC | SYSTEM_USER | TABLE | TABLESAMPLE
  | THEN | TO | TRAILING | TRUE | UNION | UNIQUE | USER | USING | VARIADIC | WHEN | WHERE | WINDOW | WITH
  ;
