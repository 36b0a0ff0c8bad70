//! Templates of manifests and READMEs.
