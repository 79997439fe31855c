# To be sourced from the root of the repo: `build PRESET TARGET…` configures where needed and builds, quietly unless it fails
# or takes long. The folder is build/PRESET. ccache is told to share its work between clones.
export CCACHE_BASEDIR="$PWD" CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=time_macros,include_file_mtime,include_file_ctime

build() {
  local preset=$1
  shift
  mkdir -p "build/$preset"
  (
    flock 9  # one build of a folder at a time
    if [[ ! -f build/$preset/build.ninja ]]; then
      cmake --preset "$preset" >"build/$preset/configure.log" 2>&1 || { cat "build/$preset/configure.log" >&2; exit 1; }
    fi
    if [[ -t 2 ]]; then
      NINJA_STATUS='building [%f/%t] ' ninja -C "build/$preset" "$@" >&2
    else
      ninja -C "build/$preset" "$@" >"build/$preset/build.log" 2>&1 || { cat "build/$preset/build.log" >&2; exit 1; }
    fi
  ) 9>"build/$preset/.lock"
}
