-- natural
select * from a1 natural join b1
-- using3
select * from a1 join b1 using (x) join tree t on t.id = x
-- using_types
select * from a1 join (select x::bigint as x, z from b1) b using (x)
-- using_types2
select x from (select x::bigint as x from b1) b join a1 using (x)
-- using_qualified
select a1.x, b1.x as bx from a1 join b1 using (x)
-- using_star_q
select a1.*, b1.z from a1 join b1 using (x)
-- cte
with r as (select k, count(*) as c from ev group by k) select r.k, r.c, s.c as sc from r join r s on r.k = s.k
-- cte_cols
with r(a, b) as (select id, t from ev), q as (select a from r where a > 3) select q.a, r.b from q join r on r.a = q.a
-- cte_shadow
with a1 as (select x from a1 where x > 1) select x from a1
-- union_unknown
select 'a' as v union all select t from ev union all select null
-- union_null
select null as v, 1 as w union all select x, 2.5 from a1
-- union_paren
(select x from a1 union all select z from b1) union all (select id from tree)
-- union_names
select x as a, y as b from a1 union all select z, x from b1
-- union_char
select c5 as c from ev union all select v from ev
-- union_typmod
select n2 from ev union all select 1.555
-- union_agg
select 'a' as src, count(*) as n from a1 union all select 'b', count(*) from b1
-- values_top
values (1, 'a'), (2, null), (3.5, 'c')
-- values_join
select a1.x, v.l from a1 join (values (1,'one'),(2,'two')) v(n, l) on v.n = a1.x
-- group_expr
select x + 1 as x1, sum(y) from a1 group by x + 1
-- group_alias_vs_column
select x + 1 as x, count(*) from a1 group by x
-- group_alias
select x % 2 as odd, count(*) from a1 group by odd
-- group_ordinal
select x % 2 as odd, count(*) from a1 group by 1
-- group_name_function
select date_trunc('day', ts), count(*) from ev group by date_trunc
-- group_case_literal
select t || 'A' as u, count(*) from ev group by t || 'A'
-- group_row
select x, y from a1 group by (x, y)
-- group_no_agg
select grp from ev group by grp
-- group_const
select 'x' as c, count(*) as n from ev group by 1
-- having_only
select count(*) as n from ev having count(*) > 3
-- agg_expr
select grp, sum(k) / nullif(count(k), 0) as q, max(id) - min(id) as d from ev group by grp having avg(k) > 1
-- agg_dup
select count(*) as a, count(*) as b, sum(k) as c, sum(k) + 1 as d from ev
-- agg_in_case
select grp, case when count(*) > 5 then 'many' else 'few' end as f from ev group by grp
-- agg_over_sub
select g, sum(n) as s from (select grp as g, count(*) as n from ev group by grp, flag) q group by g
-- agg_lit
select count('x') as a, max('b') as b, min(v) as c, max(dom) as d, avg(dom) as e, max(null) as f from ev
-- filter_unknown
select count(*) filter (where null) as a, count(*) filter (where 't') as b from ev
-- where_unknown
select id from ev where 't'
-- cross
select e.id, a1.x, b1.z from ev e cross join a1, b1 where e.id = a1.x and b1.x = a1.x
-- self
select a.x as ax, b.x as bx from a1 a join a1 b on a.x < b.y
-- inner_on_where
select a.x from a1 a inner join b1 b on a.x = b.x and b.z > 100 where a.y < 100
-- alias_cols
select q.m, q.n from a1 as q(m, n)
-- alias_cols_fewer
select q.m, q.y from a1 as q(m)
-- qualified
select public.a1.x, a1.y from public.a1
-- interval_arith
select id, dt + interval '1' month as a, ts - ts as b, iv * 2 as c, dt - dt as d, iv / 2.5 as e, '1 day'::interval + tm as f from ev
-- numerics
select 1 as a, 1.0 as b, 1e2 as c, 10000000000 as d, 0x1F as e, 1_000 as f, -5 as g, .5 as h, 99999999999999999999 as i, 5. as j
-- chars
select 'abc'::char(2) as a, 'abc'::varchar(2) as b, 'abc'::char as c, 'x'::"char" as d, 'abc'::bpchar as e, t::varchar(2) as f, cast(t as char(3)) as g from ev
-- bits
select B'101' as a, X'1F' as b, b'1' || b'0' as c, '101'::bit(2) as d, '11'::varbit as e, 5::bit(4) as f
-- times
select time '10:11' as a, timestamp(0) '2020-01-01 00:00:00.6' as b, timestamp with time zone '2020-01-01 00:00+00' as c, ts::timestamp(2) as d, tm::time(1) as e, interval '1 day 02:03' as f, tz::timestamptz(0) as g from ev
-- arrays
select array[1,2.5] as a, array['a', t] as b, array[[1,2],[3,4]] as c, ia || array[7] as d, ia[1:2] as e, array[]::int[] as f, '{1,2}'::int[] as g, ia[1] + 1 as h, array[n2, 1] as i from ev
-- jsonb
select j -> 'a' as a, j ->> 'a' as b, j #> '{b,c}' as c, j['b']['c'] as d, j - 'a' as e, (j ->> 'a')::numeric * 2 as f from ev
-- cases
select case when k > 1 then 1 when k > 0 then 2.5 end as a, case k when 1 then 'x' else t end as b, case when flag then n2 else n2 end as c, case when flag then n2 else 1 end as d, case when flag then null end as e, case when flag then c5 else c5 end as f from ev
-- coalesces
select coalesce(n2, 0) as a, coalesce(k, i2) as b, coalesce(v, t) as c, greatest(1, k, 2.5) as d, nullif(n2, 0) as e, nullif(t, '') as f, nullif(k, 1.5) as g, coalesce(null, null, 'z') as h, coalesce(dom, 1) as i, coalesce(n2, n2) as j from ev
-- like_all
select id from ev where t not like 'f%' and v ilike '%Y%' or t like any (array['f%', 'b%']) or not t similar to 'x%'
-- betweens
select id from ev where k between 1 and 3 and id not between 5 and 10 or n2 between symmetric 5 and 2
-- precedence2
select 1 + 2 || 'x' as a, 'a' || 'b' = 'ab' as b, not 1 = 2 as c, 3 between 1 + 1 and 2 * 2 and true as d, 5 & 3 + 1 as e, -5 % 3 as f, 2 - 1::text::int as g, - 2::int as h, ~ 1 + 2 as i, @ -5 as j, 8 # 3 & 1 as k
-- precedence3
select 1 in (1, 2) = true as a, null is null = true as b, 'a' like 'a' = true as c, 1 is distinct from 2 and true as d, true and false or true as e, 4 != 5 as f, 3<-1 as g, 3>-1 as h
-- in_types
select id from ev where k in (1, 2.5, null) or t in ('Foo', v) or dt in ('2024-03-01', date '2024-03-02') or n2 in (1, 2) or id not in (1, k)
-- domains
select dom + 1 as a, dom as b, dom::int as c, 5::posint as d, '7'::posint as e, case when flag then dom else 3 end as f, dom = 3 as g from ev
-- enums
select m, m = 'sad' as a, m > 'ok'::mood as b, 'happy'::mood as c, m::text as d, coalesce(m, 'ok') as e from ev
-- funcs
select upper(t), length(v), round(n, 1), abs(k), date_part('day', ts), extract(hour from ts) as h, md5(t), left(t, 2), substring(t, 1, 2), substring(t from '.o') as s, trim(t), trim(leading 'f' from t) as l, ltrim(t, 'f') as lt, position('o' in t), overlay(t placing 'x' from 2) as o, concat_ws(',', 'a', 'b') as cw from ev
-- polymorphic
select array_append(ia, 5) as a, array_cat(ia, ia) as b, array_position(ta, 'q') as c, cardinality(ia) as d, array_to_string(ta, ',') as e, ia @> array[1] as f, array_remove(ia, null) as g from ev
-- casts_fn
select date(ts) as a, text(c5) as b, int4(n) as c, float8(k) as d, "numeric"(k) as e, bool(k) as f from ev
-- quoted
select "Id" as "Some Id", "order" as "select" from app."Mixed Case" as "M" where "M"."Id" > 0
-- comments
select /* a /* nested */ b */ x, -- rest
 y /* c */ from a1
-- strings
select 'a''b' as a, E'\x41\u0042\103\'' as b, U&'\0041!' as c, U&'d!0061' uescape '!' as d, $q$it's $$ ok$q$ as e, 'a'
'b' as f, N'n' as g
-- ops_lex
select 3-1 as a, 3 -1 as b, 3*-1 as c, 3+ +1 as d, 2--1 comment
as e
-- op_qualified
select 1 operator(pg_catalog.+) 2 as a, t operator(pg_catalog.~~) 'f%' as b from ev
-- rows
select x from a1 where (x, y) = (1, 10) or (x, y) <> (2, 20) or (x, y) in ((1, 10), (5, 50))
-- only
select x from only a1
-- table_star
select x from a1 *
-- bool_dom
select id from ev where flag and not flag is null and (flag is not unknown) and flag = 'f'
-- text_compare
select id from ev where c5 = t or v = c5 or v < 'b' or t > v
-- date_compare
select id from ev where dt < ts and ts > '2024-02-01' and dt = date '2024-03-01' + 1 and tm < '11:00'
-- num_compare
select id from ev where k > 1.5 and n2 = 3 and d > n and r < d and b > id and i2 <> k and b = 10000000000
-- concat_ops
select t || 1 as a, 1 || t as b, v || t as c, c5 || v as d, 'a' || 'b' as e, t || null as f, id || '' as g from ev
-- window_ref
select t.name, p.name as parent from tree t join tree p on p.id = t.parent
-- nested_sub
select q.a from (select r.x as a from (select x from a1 where y is not null) r where r.x > 1) q where q.a < 5
-- multi_star
select *, x as x2 from a1
-- exists_name
select t.x as "x y", t.y as "Ü" from a1 t
-- sum_types
select sum(i2), sum(b) as sb, sum(iv) as si, avg(iv) as ai, avg(i2) as a2, sum(r) as sr, avg(r) as ar, min(dt) as md, max(tm) as mt, min(m) as mm, max(c5) as mc, min(v) as mv, max(ia) as mi, min(tz) as mtz, count(j) as cj from ev
-- case_agg
select sum(case when flag then n2 else 0 end) as a, avg(case when k = 1 then d end) as b, sum(n2 * 1.1) as c, sum(k * 2) filter (where k > 1 and flag) as d from ev
-- tz1
select ts at time zone 'UTC' + iv as a, tz at time zone 'UTC' at time zone 'Asia/Tokyo' as b, (ts at time zone 'UTC')::date as c, - iv + ts as d, ts at time zone 'UTC' = tz as e from ev
-- group_pk
select id + 1 as i, sum(k) from ev group by id
-- bool_domain
select id from ev where not (k = 1) and (flag or (k in (1) and not flag)) is not false
-- nested_case
select case when case when flag then k = 1 else null end then 'a' else 'b' end as x from ev
-- like_in_between
select id from ev where t like 'f%' = true or id between 1 and 5 and not k between 2 and 3 or t in ('a') is null
-- between_ops
select id from ev where id between k + 1 and k * 3 - 1 and n2 between .5 and 1e1
-- is_chain
select k is null is not true as a, (k is not null) = flag as b, k isnull = false as c from ev
-- string_concat_prec
select 'a' || 1 + 2 as x, t || 'b' like '%b' as y, 'x' || 'y' || k as z from ev
-- json_prec
select j -> 'b' ->> 'c' = 'v0' as a, j #>> '{b,c}' || 'x' as b, (j -> 'a')::int + 1 as c, j ->> 'a' is null as d from ev
-- unary
select - - 1 as a, + k as b, - (- k) as c, -k::int as d, - n2 * 2 as e, !!'a'::tsquery as f from ev
-- shift
select 1 << 2 + 1 as a, 7 & 3 | 8 as b, 2 * 3 % 4 as c, -7 / 2 as d, -7 % 3 as e, 2 ^ -1 as f
-- not_chain
select not not flag as a, not flag = flag as b, not k = 1 and flag as c from ev
-- cmp_op
select 3 >= 2 as a, 3 <> 2 as b, 3 != 2 as c, 2 <= 3 and 4 > 3 or false as d
-- subq_join
select s.id, q.c from (select id, k from ev where id < 20) s join (select k, count(*) as c from ev group by k having count(*) > 2) q on q.k = s.k
-- sub_of_union
select v, count(*) as n from (select x as v from a1 union all select z from b1 union all select null) u group by v
-- cte_union
with u as (select x from a1 union all select x from b1) select u.x, a.y from u join a1 a on a.x = u.x
-- agg_of_values
select sum(a) as s, max(b) as m from (values (1, 'x'), (2.5, null), (null, 'z')) v(a, b)
-- values_types
select * from (values (1, date '2020-01-01', null), (2, '2021-01-01', 3)) v(a, b, c)
-- group_by_nulls
select k, grp, count(*) as n, count(k) as nk, sum(n2) filter (where flag) as s, avg(b) as a from ev group by grp, k
-- global_empty
select count(*) as n, sum(k) as s, min(t) as m from ev where false
-- group_empty
select grp, count(*) as n from ev where false group by grp
-- having_filter
select grp from ev group by grp having sum(k) filter (where k > 1) > 3 and count(*) > 1 or grp is null
-- three_way
select n.n_name, r.r_name, count(*) as c, sum(s.s_acctbal) as b from supplier s, nation n, region r where s.s_nationkey = n.n_nationkey and n.n_regionkey = r.r_regionkey and r.r_name <> 'ASIA' group by n.n_name, r.r_name
-- using_group
select x, count(*) as n from a1 join b1 using (x) group by x
-- using_where
select x, a1.y from a1 join b1 using (x) where x > 1 and b1.x < 5
-- natural3
select * from a1 natural join b1 natural join (select x, 1 as one from a1) q
-- alias_same_col
select k as grp, grp as k from ev
-- group_alias_clash
select k as grp, count(*) from ev group by k
-- distinct_from_null
select id from ev where k is distinct from null and t is not distinct from 'bar'
-- case_simple_null
select case k when null then 1 when 2 then 2 else 3 end as c from ev
-- textfuncs
select repeat(t, 2), lpad(v, 5), strpos(t, 'o'), split_part(t, ' ', 1) as sp, regexp_replace(t, 'o', '0') as rr, concat(t, v), format('%s', t), char_length(c5), octet_length(v), to_char(n2, '999.99') as tc from ev
-- arrays2
select ia[2], ta[1] || 'x' as a, 'p1' = any(ta) as b, 5 > all(ia) as c, array[k, id] as d, array_length(ia, 1), id = any(array[1, 2, k]) as e, t = any('{bar,Foo}') as f from ev
-- uuid_bytea
select u::text, by::text as bt, encode(by, 'hex'), u = 'c4ca4238-a0b9-2382-0dcc-509a6f75849b' as e, md5(t)::uuid as m, '\x00'::bytea as z from ev
-- rounding
select round(n, 1), round(d) as rd, trunc(n2, 1) as t2, ceil(n), floor(d) as f, abs(-n2) as a, sign(k) as s, sqrt(n) as q, power(2, k) as p, mod(id, 3), div(n, 2) as dv, width_bucket(n, 0, 10, 5) as w, greatest(n2, k, 1.5) as g from ev
-- money_inet
select '1.2.3.4'::inet << '1.2.0.0/16' as a, '12.34'::money + '1'::money as b, point(1, 2) as p, box '((0,0),(1,1))' as bx
-- precedence
select -2 ^ 2 as a, 2 ^ 3 ^ 2 as b, 1 + 2 * 3 - 4 / 2 % 3 as c, not true or true as d, 1 = 1 is true as e, 5 - -3 as f, 2 * - 3 as g, - 3 * 2 as h from ev
-- ts_casts
select ts::date as a, dt::timestamp as b, ts::time as c, '2024-01-01'::date + time '10:00' as x, date '2024-01-05' - 3 as y, age(ts, ts) as z, justify_days(iv) as j from ev
-- ranges
select int4range(1, id + 1) as r, numrange(0, n) @> 1.5 as c, '[1,5)'::int4range * int4range(2, 9) as i, lower(int4range(1, 5)) as l from ev
-- null_from_not_null
select substring(id::text from 'x') as a, array_position(array[1, 2], id) as b, nullif(id, 3) as c, '{}'::jsonb -> 'a' as d, case when id > 3 then id end as e, array_length('{}'::int[], 1) as f, sum(id) filter (where false) as g from ev group by id
-- outer_using_left_wider
select * from a1 left join (select x::bigint as x, z from b1) b using (x)
-- outer_using_left_narrower
select x, y, z from (select x::bigint as x, z from b1) b left join a1 using (x)
-- outer_using_right
select x, y, z from (select x::bigint as x, z from b1) b right join a1 using (x)
-- outer_using_chain
select * from a1 full join (select x::bigint as x, z from b1) b using (x) full join (select id as x, name from tree) t using (x) left join (select x, 1 as one from b1) o using (x)
-- outer_using_group
select x, count(*) as n, max(y) as y from a1 full join b1 using (x) group by x
-- outer_using_where
select x, a1.x as ax, b1.x as bx from a1 full join b1 using (x) where x > 1 or b1.x is null
-- using_modifiers
select v, e.id, f.id as f from (select v, id from ev) e join (select v::varchar(30) as v, id from ev) f using (v)
-- using_modifiers_right
select v, e.id, f.id as f from (select v, id from ev) e right join (select v::varchar(30) as v, id from ev) f using (v)
-- using_modifiers_full
select n2, count(*) as c from (select n2 from ev) a full join (select n2::numeric(12,3) as n2 from ev) b using (n2) group by n2
-- using_same_modifier
select n2 from (select n2 from ev) a full join (select n2 from ev) b using (n2)
-- using_text_varchar
select v, a.id as a, b.id as b from (select v, id from ev) a full join (select t as v, id from ev) b using (v)
-- natural_left
select * from a1 natural left join b1
-- natural_right
select * from a1 natural right join (select y, x from a1 where y > 10) q
-- natural_left_nothing_common
select * from a1 natural left join (select id, name from tree where id < 3) t
-- natural_full_nothing_common
select * from a1 natural full join (select id, name from tree where id < 0) t
-- outer_nested
select a1.*, b.*, t.name, ev.id from a1 left join (b1 b left join tree t on t.id = b.x) on a1.x = b.x and t.name is not null right join ev on ev.id = a1.x where ev.id < 8
-- outer_nested_three
select a.x, b.z, c.name, d.y from a1 a left join (b1 b full join (tree c right join a1 d on c.id = d.x) on b.x = d.x) on a.x = b.x
-- outer_comma
select * from a1, b1 left join tree on tree.id = b1.x where a1.x = b1.x
-- outer_of_cross
select * from (a1 cross join b1) left join tree t on t.id = a1.x + b1.x
-- outer_of_inner
select a1.x, t.name from a1 left join (b1 join tree t on t.id = b1.x) on b1.x = a1.x
-- outer_of_filtered
select a1.x, b.z0 from a1 left join (select x, coalesce(z, 0) as z0 from b1 where z > 100) b on b.x = a1.x where b.z0 is null or a1.x = 2
-- outer_full_of_filtered
select a.y, b.z from (select * from a1 where y > 10) a full join (select * from b1 where z > 100) b on a.x = b.x
-- outer_full_of_inner
select a.y, b.z, t.name from (a1 a join tree t on t.id = a.x) full join (select * from b1 where z > 100) b on a.x = b.x
-- outer_filtered_both
select * from (select * from a1 where y > 10) a left join (select * from b1 where z > 100) b on a.x = b.x where b.z is null or a.y = 20
-- outer_constant_side
select t.x, t.s, u.s as us from (values (1, 'a'), (2, 'b')) t (x, s) full join (select 1 as x, 'q' as s union all select 3, 'r') u using (x)
-- outer_one_row
select one, x from (select 1 as one) o left join a1 on x = one
-- outer_groups
select x, a.n, b.n as bn from (select x, count(*) as n from a1 group by x) a full join (select x, count(*) as n from b1 group by x) b using (x)
-- outer_computed_left
select a.w, b.z from (select x, y + 1 as w from a1) a left join b1 b on b.x = a.x and a.w > 11
-- outer_right_wider_condition
select a1.x, b1.z from a1 right outer join b1 on a1.x < b1.x and b1.z <> 200
-- outer_false
select a1.x, b1.z from a1 full join b1 on false
-- outer_having
select b1.z, count(a1.y) as n from b1 left join a1 on a1.x = b1.x group by b1.z having count(a1.y) < 2
