"""Un tercer plan: códigos «PA-7» y nombres con palabras que también son del oficio.

«Vacaciones recreativas», «rendición de cuentas», «pagar incentivos», «cambio climático», «puntos
digitales» o «Tres Esquinas» prueban que un nombre no se toma por una orden ni un número por un avance.
"""

from __future__ import annotations

from collections.abc import Sequence

from dominio.modelo.plan import Renglon
from tests.dominio.entender.plan_propio import Bloque, armar

PLAN: tuple[Bloque, ...] = (
    (
        ("01", "Secretaría de Obras Públicas"),
        ("2402", "Infraestructura vial"),
        ("202400010001", "Mejoramiento de la malla vial urbana y rural"),
        ("MP-11", "Pavimentar 4 km de vías urbanas"),
        (
            ("PA-1", "Pavimentar la calle 14 del barrio Tres Esquinas"),
            ("PA-2", "Hacer estudios y diseños de la vía a Cuatro Vientos"),
            ("PA-3", "Construir pasos peatonales elevados"),
        ),
    ),
    (
        ("01", "Secretaría de Obras Públicas"),
        ("2402", "Infraestructura vial"),
        ("202400010002", "Adecuación de escenarios deportivos"),
        ("MP-12", "Adecuar 6 canchas"),
        (
            ("PA-4", "Cambiar las luminarias de la cancha sintética"),
            ("PA-5", "Adecuar la cancha de la comuna 5"),
        ),
    ),
    (
        ("02", "Secretaría de Bienestar Social"),
        ("4104", "Atención integral a la población vulnerable"),
        ("202400010003", "Bienestar para el adulto mayor"),
        ("MP-21", "Atender 500 adultos mayores"),
        (
            ("PA-6", "Realizar actividades lúdicas con adultos mayores"),
            ("PA-7", "Entregar paquetes alimentarios"),
            ("PA-8", "Realizar vacaciones recreativas para la niñez"),
        ),
    ),
    (
        ("02", "Secretaría de Bienestar Social"),
        ("4102", "Primera infancia, infancia y adolescencia"),
        ("202400010004", "Protección de la primera infancia"),
        ("MP-22", "Atender 300 niños en hogares"),
        (
            ("PA-9", "Contratar el hogar de paso para menores"),
            ("PA-10", "Conmemorar el mes de la niñez"),
        ),
    ),
    (
        ("03", "Secretaría de Medio Ambiente"),
        ("3202", "Conservación de la biodiversidad"),
        ("202400010005", "Protección de fuentes hídricas"),
        ("MP-31", "Proteger 40 hectáreas de importancia hídrica"),
        (
            ("PA-11", "Pagar incentivos por servicios ambientales"),
            ("PA-12", "Comprar predios en la cuenca alta"),
            ("PA-13", "Formular el plan de adaptación al cambio climático"),
        ),
    ),
    (
        ("03", "Secretaría de Medio Ambiente"),
        ("3205", "Ordenamiento ambiental territorial"),
        ("202400010006", "Manejo de movimientos en masa"),
        ("MP-32", "Monitorear 3 sitios"),
        (
            ("PA-14", "Instalar sensores de movimientos en masa"),
            ("PA-15", "Elaborar la guía de manejo de residuos sólidos"),
        ),
    ),
    (
        ("04", "Instituto de Deportes y Recreación"),
        ("4301", "Fomento al deporte y la recreación"),
        ("202400010007", "Fomento del deporte social comunitario"),
        ("MP-41", "Realizar 12 eventos deportivos"),
        (
            ("PA-16", "Organizar los juegos intercolegiados"),
            ("PA-17", "Prestar servicio de monitores de actividad física"),
        ),
    ),
    (
        ("05", "Oficina Asesora de Planeación"),
        ("4599", "Fortalecimiento a la gestión"),
        ("202400010008", "Actualización del esquema de ordenamiento territorial"),
        ("MG-51", "Adoptar el EOT"),
        (
            ("PA-18", "Actualizar el esquema de ordenamiento territorial"),
            ("PA-19", "Realizar la rendición de cuentas"),
            ("PA-20", "Hacer seguimiento al plan de desarrollo"),
        ),
    ),
    (
        ("06", "Secretaría de la Mujer y Equidad de Género"),
        ("4502", "Garantía de derechos"),
        ("202400010009", "Casa de la mujer empoderada"),
        ("MP-61", "Atender 200 mujeres"),
        (
            ("PA-21", "Operar la línea de emergencia para mujeres"),
            ("PA-22", "Dotar unidades productivas de mujeres rurales"),
        ),
    ),
    (
        ("07", "Secretaría del Interior"),
        ("4501", "Convivencia y seguridad"),
        ("202400010010", "Seguridad ciudadana integral"),
        ("MP-71", "Instalar 30 puntos seguros"),
        (
            ("PA-23", "Reemplazar las cámaras dañadas"),
            ("PA-24", "Mantener los puntos digitales de los CAI"),
            ("PA-25", "Recuperar la plaza de mercado"),
        ),
    ),
)


def plan_de_obras() -> Sequence[Renglon]:
    """Los renglones del plan."""
    return armar(PLAN)
