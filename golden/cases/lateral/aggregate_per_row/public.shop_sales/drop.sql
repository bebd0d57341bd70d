-- Removes public.shop_sales. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.shop_sales;
DROP TABLE IF EXISTS deltamill.public_shop_sales__lateral1_changes;
DROP TABLE IF EXISTS deltamill.public_shop_sales__lateral1_1_rows;
DROP TABLE IF EXISTS deltamill.public_shop_sales__lateral1_1_keys;
DROP TABLE IF EXISTS deltamill.public_shop_sales__delta;
DROP TABLE IF EXISTS deltamill.public_shop_sales__rows;
