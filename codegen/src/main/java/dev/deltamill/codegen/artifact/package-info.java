/**
 * Artifacts on disk: their hashes, the manifest as JSON, and the folder that a repository keeps.
 *
 * <pre>
 *   artifacts/
 *     deltamill.json                definitions in dependency order, hash of every manifest and capture file
 *     capture/public.orders.sql
 *     public.revenue/manifest.json  hash of every file of the definition
 *     public.revenue/storage.sql …
 * </pre>
 */
@NullMarked
package dev.deltamill.codegen.artifact;

import org.jspecify.annotations.NullMarked;
