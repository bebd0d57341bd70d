-- Customers move to another nation and to another market segment.
UPDATE customer SET c_nationkey = (c_nationkey + 7) % 25
WHERE c_custkey % 1000 = :round;

UPDATE customer SET c_mktsegment = CASE c_mktsegment WHEN 'BUILDING' THEN 'MACHINERY' ELSE 'BUILDING' END
WHERE c_custkey % 1000 = 500 + :round;

-- Parts get another brand.
UPDATE part SET p_brand = CASE p_brand WHEN 'Brand#11' THEN 'Brand#55' ELSE 'Brand#11' END, p_container = 'MED BOX'
WHERE p_partkey % 1000 = :round;

-- Orders change customer, urgency and date.
UPDATE orders
SET
  o_custkey = (SELECT min(c_custkey) FROM customer WHERE c_custkey > o_custkey * 7 % (SELECT max(c_custkey) FROM customer)),
  o_orderpriority = CASE o_orderpriority WHEN '1-URGENT' THEN '5-LOW' ELSE '1-URGENT' END,
  o_orderdate = o_orderdate + 45
WHERE o_orderkey % 1000 = 40 * :round;

-- Lines change price, discount, return flag, ship mode and dates.
UPDATE lineitem
SET
  l_quantity = l_quantity + 1,
  l_extendedprice = round(l_extendedprice * 1.07, 2),
  l_discount = 0.10 - l_discount,
  l_returnflag = CASE l_returnflag WHEN 'R' THEN 'A' ELSE 'R' END,
  l_shipmode = CASE l_shipmode WHEN 'MAIL' THEN 'AIR' ELSE 'MAIL' END,
  l_shipdate = l_shipdate + 30,
  l_receiptdate = l_receiptdate + 30
WHERE l_orderkey % 1000 = 40 * :round + 7;
