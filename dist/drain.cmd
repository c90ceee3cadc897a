@echo off
rem drain: runs the program beside this file on the Java runtime beside this file, with its start-up cache.
"%~dp0..\lib\runtime\bin\java.exe" "@%~dp0..\lib\java.options" "-XX:AOTCache=%~dp0..\lib\deployer.aot" -Xlog:disable -jar "%~dp0..\lib\deployer.jar" %*
