# For scripts that need a server; sourced from the root of the project.

# start_server PROGRAMS FOLDER: on FOLDER/store, at a free port, which
# KETNOI_ADDRESS then says. Stopped when the script ends.
start_server() {
  local programs=$1 folder=$2 tries
  mkdir -p "$folder"
  rm -f "$folder/port"
  "$programs/ketnoi-server" --data-dir "$folder/store" --reference data \
    --address 127.0.0.1:0 --port-file "$folder/port" >"$folder/server.log" 2>&1 &
  server=$!
  trap stop_server EXIT
  trap 'exit 130' INT TERM
  # The port is written once the server serves.
  for ((tries = 0; tries < 600; tries++)); do
    if [[ -s $folder/port ]]; then
      KETNOI_ADDRESS=127.0.0.1:$(<"$folder/port")
      export KETNOI_ADDRESS
      return
    fi
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  echo "The server does not start:" >&2
  cat "$folder/server.log" >&2
  exit 1
}

stop_server() {
  [[ -n ${server:-} ]] || return 0
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" || true
  server=
}
